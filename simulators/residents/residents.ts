import { createHash } from 'node:crypto';
import { civilIdCheckDigit } from '../../common/civil-id.ts';
import type { BilingualName, LicenceData, PassportData } from '../../common/document.ts';
import { dateIn, yearsFrom } from './days.ts';
import { licenceOf } from './licence.ts';
import { passportOf } from './passport.ts';
import { type ChildSketch, type OrderSketch, type PersonSketch, people } from './people.ts';
import type { Resident, ResidentOrder } from './resident.ts';

/** About forty made-up residents, as they are on that day. */
export function residents(today: Date): readonly Resident[] {
  return people.map((person) => residentOf(person, today));
}

function residentOf(person: PersonSketch, today: Date): Resident {
  const civilId = civilIdOf(person);
  const name = { ar: nameOf(person.ar), en: nameOf(person.en) };
  return {
    id: person.id,
    civilId,
    name,
    card: person.card ?? 'genuine',
    icao: person.icao && { ...person.icao, document: identityDocument(person, { civilId, name, today }) },
    about: person.about,
    phoneEnding: person.phone ?? digits(`phone ${person.id}`, 3),
    collectionCode: person.code ?? digits(`code ${person.id}`, 6),
    orders: person.orders.map((order, index) => orderOf(person, order, index, { civilId, name, today })),
  };
}

type About = { readonly civilId: string; readonly name: BilingualName; readonly today: Date };

function orderOf(person: PersonSketch, order: OrderSketch, index: number, about: About): ResidentOrder {
  const documentType = order.documentType ?? 'driving-licence';
  return {
    orderId: `ord-${person.id}-${index + 1}`,
    reference: order.reference ?? referenceOf(`${person.id} ${index}`),
    documentType,
    reason: order.reason,
    name: order.child ? nameInFamily(about, order.child) : about.name,
    status: order.status?.((days) => dateIn(about.today, days)) ?? { state: 'ready' },
    fee: { amount: order.fee ?? '10.000', currency: 'KWD', paid: true },
    ...(order.collectAs && { collectAs: order.collectAs }),
    licence: documentType === 'driving-licence' ? licenceData(person, order, index, about) : undefined,
    passport: order.booklet && passportData(person, order, index, about),
    booklet: order.booklet,
  };
}

const ADULT_years = 10;
const CHILD_years = 5;

function passportData(person: PersonSketch, order: OrderSketch, index: number, about: About): PassportData {
  const { child } = order;
  const passportNumber = `P0${digits(`passport ${person.id} ${index}`, 7)}`;
  if (!child) {
    const { civilId, name } = about;
    const { born: birthDate, portrait } = person;
    return passportOf(
      { civilId, name, birthDate, sex: sexOf(portrait), portrait, passportNumber, years: ADULT_years },
      about.today,
    );
  }
  const born = dateIn(yearsFrom(about.today, -child.age), -100);
  const sketch = {
    civilId: civilIdOf({ id: `${person.id} ${child.name[1]}`, born }),
    name: nameInFamily(about, child),
    birthDate: born,
    sex: child.sex,
    portrait: child.portrait,
    passportNumber,
    years: CHILD_years,
  };
  return passportOf(sketch, about.today);
}

/** What an ICAO identity card holds is what a passport holds, in fewer lines. */
function identityDocument({ id, born, portrait }: PersonSketch, { civilId, name, today }: About): PassportData {
  const passportNumber = `I0${digits(`identity card ${id}`, 7)}`;
  return passportOf(
    { civilId, name, birthDate: born, sex: sexOf(portrait), portrait, passportNumber, years: ADULT_years },
    today,
  );
}

function nameInFamily({ name }: About, { name: [ar, en] }: ChildSketch): BilingualName {
  return { ar: nameOf([name.ar.surname, ar]), en: nameOf([name.en.surname, en]) };
}

/** Portraits are named by what is seen. */
function sexOf(portrait: string): 'M' | 'F' {
  return portrait.startsWith('man') ? 'M' : 'F';
}

function licenceData(person: PersonSketch, order: OrderSketch, index: number, about: About): LicenceData {
  const sketch = {
    civilId: about.civilId,
    name: about.name,
    birthDate: person.born,
    birthPlace: person.place ?? (['الكويت', 'Kuwait'] as const),
    nationality: person.nationality ?? 'KWT',
    portrait: person.portrait,
    years: person.years ?? 10,
    licenceNumber: person.licenceNumber ?? `KD${digits(`licence ${person.id}`, 9)}`,
    categories: person.categories ?? ([['B', firstDriven(person.born)]] as const),
  };
  const inventory = person.id === 'noura' ? 117_283 : Number(digits(`inventory ${person.id} ${index}`, 6));
  return broken(licenceOf(sketch, about.today, inventory), order.wrong);
}

/** What a service might send one day; the kiosk must say so and lose nothing. */
function broken(data: LicenceData, how: OrderSketch['wrong']): LicenceData {
  switch (how) {
    case undefined:
      return data;
    case 'noPhoto':
      return { ...data, portrait: '' };
    case 'brokenPhoto':
      return { ...data, portrait: data.portrait.slice(0, 400) };
    case 'impossibleDates':
      return { ...data, issueDate: data.expiryDate, expiryDate: data.issueDate };
    case 'nameTooLong': {
      const long = { surname: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4), otherNames: 'Hubert' };
      return { ...data, name: { ...data.name, en: long } };
    }
    case 'bidiName':
      return { ...data, name: { ...data.name, en: { surname: 'Mirror\u202Etxet', otherNames: 'Name' } } };
  }
}

function nameOf([surname, otherNames]: readonly [string, string]): { surname: string; otherNames: string } {
  return { surname: surname.normalize('NFC'), otherNames: otherNames.normalize('NFC') };
}

/** A licence at eighteen. */
function firstDriven(born: string): string {
  return `${Number(born.slice(0, 4)) + 18}${born.slice(4)}`;
}

/** A number that the check digit agrees with, and that ends as it is told to. */
function civilIdOf({ id, born, ending }: Pick<PersonSketch, 'id' | 'born' | 'ending'>): string {
  const century = Number(born.slice(0, 4)) < 2000 ? '2' : '3';
  const date = born.slice(2).replaceAll('-', '');
  const start = Number(digits(`civil ${id}`, 4));
  for (let tried = 0; tried < 10_000; tried++) {
    const serial = String((start + tried) % 10_000).padStart(4, '0');
    const eleven = century + date + serial;
    const check = civilIdCheckDigit(eleven);
    if (check !== undefined && `${eleven}${check}`.endsWith(ending ?? '')) return `${eleven}${check}`;
  }
  throw new Error(`no civil ID number of ${born} ends in ${ending}`);
}

/** The same digits for the same words, always. */
function digits(words: string, length: number): string {
  const hash = createHash('sha256').update(`tasleem ${words}`).digest();
  return Array.from(hash.subarray(0, length), (byte) => String(byte % 10)).join('');
}

/** Letters and digits that nobody mixes up on the phone. */
const CLEAR = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function referenceOf(words: string): string {
  const hash = createHash('sha256').update(`tasleem reference ${words}`).digest();
  const signs = Array.from(hash.subarray(0, 8), (byte) => CLEAR.charAt(byte % CLEAR.length)).join('');
  return `TS-${signs.slice(0, 4)}-${signs.slice(4)}`;
}
