/** Who there is, in the order in which the bench shows them. All invented. */
import type { CardKind, PassportKind } from '../cards/index.ts';
import type { LicenceSketch } from './licence.ts';
import type { Resident, ResidentOrder } from './resident.ts';

type Status = (daysFromNow: (days: number) => string) => ResidentOrder['status'];
const held =
  (reason: string): Status =>
  () => ({ state: 'held', reason });
const notYet =
  (days: number): Status =>
  (on) => ({ state: 'not-yet', expectedOn: on(days) });

export type ChildSketch = {
  /** Given name, in both scripts. */
  readonly name: readonly [ar: string, en: string];
  readonly age: number;
  readonly sex: 'M' | 'F';
  readonly portrait: LicenceSketch['portrait'];
};

export type OrderSketch = {
  readonly reason: ResidentOrder['reason'];
  readonly status?: Status;
  readonly documentType?: 'passport';
  readonly child?: ChildSketch;
  readonly collectAs?: 'guardian';
  /** Of a passport that was made. */
  readonly booklet?: ResidentOrder['booklet'];
  readonly reference?: string;
  readonly fee?: string;
  /** Broken on purpose. */
  readonly wrong?: 'noPhoto' | 'brokenPhoto' | 'impossibleDates' | 'nameTooLong' | 'bidiName';
};

export type PersonSketch = {
  readonly id: string;
  /** `YYMMDD` and century digit are in the number: `C YYMMDD`, then what the number ends with. */
  readonly born: string;
  readonly ending?: string;
  readonly ar: readonly [surname: string, otherNames: string];
  readonly en: readonly [surname: string, otherNames: string];
  readonly place?: readonly [ar: string, en: string];
  readonly nationality?: string;
  readonly portrait: LicenceSketch['portrait'];
  readonly about: string;
  readonly card?: CardKind;
  readonly icao?: Omit<NonNullable<Resident['icao']>, 'document'>;
  readonly code?: string;
  readonly phone?: string;
  readonly years?: number;
  readonly licenceNumber?: string;
  readonly categories?: LicenceSketch['categories'];
  readonly orders: readonly OrderSketch[];
};

const renewal: OrderSketch = { reason: 'renewal' };
const passport: OrderSketch = { reason: 'renewal', documentType: 'passport', fee: '20.000' };

export const people: readonly PersonSketch[] = [
  {
    id: 'noura',
    born: '1991-03-14',
    ending: '0417',
    ar: ['المرجان', 'نورة خالد'],
    en: ['Almarjan', 'Noura Khaled'],
    portrait: 'womanTealHijab',
    about: 'Renewal ready; passport not yet; a child’s passport held',
    code: '482915',
    phone: '418',
    years: 15,
    licenceNumber: 'KD204711839',
    categories: [
      ['B', '2010-05-12', '01'],
      ['BE', '2018-09-30'],
    ],
    orders: [
      { reason: 'renewal', reference: 'TS-7F42-19K8' },
      { ...passport, status: notYet(5) },
      {
        reason: 'first-issue',
        documentType: 'passport',
        child: { name: ['سارة', 'Sara'], age: 9, sex: 'F', portrait: 'girlBob' },
        status: held('second-parent-signature'),
        fee: '20.000',
      },
    ],
  },
  {
    id: 'fahad',
    born: '1984-11-02',
    ar: ['العنزي', 'فهد سعد مبارك'],
    en: ['Alenezi', 'Fahad Saad Mubarak'],
    portrait: 'manWhiteGhutra',
    about: 'Renewal ready',
    orders: [renewal],
  },
  {
    id: 'mariam',
    born: '1996-07-21',
    ar: ['الراشد', 'مريم عبدالله'],
    en: ['Alrashed', 'Mariam Abdullah'],
    portrait: 'womanSandHijab',
    about: 'Lost licence, replacement ready',
    orders: [{ reason: 'lost-replacement' }],
  },
  {
    id: 'joseph',
    born: '1979-01-30',
    ar: ['فرنانديز', 'جوزيف ماثيو'],
    en: ['Fernandes', 'Joseph Mathew'],
    place: ['غوا', 'Goa'],
    nationality: 'IND',
    portrait: 'manPartedMoustache',
    about: 'Damaged licence: gives the old one back, replacement ready',
    years: 3,
    orders: [{ reason: 'damaged-replacement' }],
  },
  {
    id: 'priya',
    born: '1988-12-05',
    ar: ['فينكاتاسوبرامانيان', 'بريا لاكشمي'],
    en: ['Venkatasubramanian', 'Priya Lakshmi'],
    place: ['تشيناي', 'Chennai'],
    nationality: 'IND',
    portrait: 'womanSariBun',
    about: 'Long surname; renewal ready',
    years: 3,
    orders: [renewal],
  },
  {
    id: 'abdulrahman',
    born: '1969-05-09',
    ar: ['آل عبدالمحسن السليماني', 'عبدالرحمن عبدالعزيز عبداللطيف محمد صالح'],
    en: ['Al Abdulmohsen Alsulaimani', 'Abdulrahman Abdulaziz Abdullatif Mohammad Saleh'],
    portrait: 'manOlderGhutra',
    about: 'Name so long that it is abbreviated; all categories; renewal ready',
    categories: [
      ['A', '1987-05-09'],
      ['B', '1987-05-09', '01'],
      ['C1', '1995-03-01'],
      ['C', '1997-03-01'],
      ['D', '2001-10-15', '70'],
      ['BE', '1999-01-20'],
      ['CE', '2003-06-11'],
    ],
    orders: [renewal],
  },
  {
    id: 'li',
    born: '1993-09-17',
    ar: ['لي', 'نا'],
    en: ['Li', 'Na'],
    place: ['شنغهاي', 'Shanghai'],
    nationality: 'CHN',
    portrait: 'womanBob',
    about: 'Shortest name; renewal ready',
    years: 2,
    orders: [renewal],
  },
  {
    id: 'ahmed',
    born: '1990-02-11',
    ar: ['عبدالغني', 'أحمد محمود السيد'],
    en: ['Abdelghany', 'Ahmed Mahmoud Elsayed'],
    place: ['القاهرة', 'Cairo'],
    nationality: 'EGY',
    portrait: 'manReceding',
    about: 'Held: unpaid fines',
    orders: [{ reason: 'renewal', status: held('unpaid-fines') }],
  },
  {
    id: 'siobhan',
    born: '1982-04-26',
    ar: ['أوبراين-ماكغوايَر', 'شيفون'],
    en: ["O'Brien-McGuire", 'Siobhán'],
    place: ['كورك', 'Cork'],
    nationality: 'IRL',
    portrait: 'womanWavy',
    about: 'Apostrophe, hyphen, accent; renewal ready',
    years: 5,
    orders: [renewal],
  },
  {
    id: 'maria',
    born: '1995-10-08',
    ar: ['دي لا كروز', 'ماريا كريستينا'],
    en: ['de la Cruz', 'Maria Cristina'],
    place: ['سيبو', 'Cebu'],
    nationality: 'PHL',
    portrait: 'womanLongHair',
    about: 'Not ready yet',
    orders: [{ reason: 'renewal', status: notYet(3) }],
  },
  {
    id: 'salem',
    born: '1975-08-19',
    ar: ['الهاجري', 'سالم'],
    en: ['Alhajri', 'Salem'],
    portrait: 'manRedGhutra',
    about: 'Nothing to collect',
    orders: [],
  },
  {
    id: 'huda',
    born: '1987-06-13',
    ar: ['الصبّاح التجريبية', 'هدى'],
    en: ['Testsabah', 'Huda'],
    portrait: 'womanBlackShayla',
    about: 'Held: security review',
    orders: [{ reason: 'renewal', status: held('security-review') }],
  },
  {
    id: 'rafiqul',
    born: '1980-03-03',
    ar: ['إسلام', 'محمد رفيق'],
    en: ['Islam', 'Mohammad Rafiqul'],
    place: ['دكا', 'Dhaka'],
    nationality: 'BGD',
    portrait: 'manCropped',
    about: 'Held: must visit an office',
    orders: [{ reason: 'renewal', status: held('visit-office') }],
  },
  {
    id: 'khalid',
    born: '1958-12-24',
    ar: ['المطيري', 'خالد'],
    en: ['Almutairi', 'Khalid'],
    portrait: 'manCapWhiteBeard',
    about: 'Order expired: not collected in time',
    orders: [{ reason: 'renewal', status: (on) => ({ state: 'expired', expiredOn: on(-12) }) }],
  },
  {
    id: 'yousef',
    born: '2007-04-02',
    ar: ['الدوسري', 'يوسف'],
    en: ['Aldosari', 'Yousef'],
    portrait: 'manYoungGhutraGlasses',
    about: 'First licence, under 21; ready',
    years: 3,
    orders: [{ reason: 'first-issue' }],
  },
  {
    id: 'layla',
    born: '1992-01-15',
    ar: ['الكندري', 'ليلى أحمد'],
    en: ['Alkandari', 'Layla Ahmad'],
    portrait: 'womanPlumHijabGlasses',
    about: 'In the making at another machine',
    orders: [{ reason: 'renewal', status: () => ({ state: 'in-progress', where: '360 Mall' }) }],
  },
  {
    id: 'jasim',
    born: '1986-10-30',
    ar: ['الشمري', 'جاسم حمد'],
    en: ['Alshammari', 'Jasim Hamad'],
    portrait: 'manShortHair',
    about: 'Two licences of his own ready: renewal and lost replacement',
    orders: [renewal, { reason: 'lost-replacement' }],
  },
  {
    id: 'gurpreet',
    born: '1983-07-07',
    ar: ['سينغ', 'غوربريت'],
    en: ['Singh', 'Gurpreet'],
    place: ['أمريتسار', 'Amritsar'],
    nationality: 'IND',
    portrait: 'manTurban',
    about: 'Photograph broken: cannot be made',
    orders: [{ reason: 'renewal', wrong: 'brokenPhoto' }],
  },
  {
    id: 'anna',
    born: '1971-11-28',
    ar: ['كوفالسكا', 'آنا'],
    en: ['Kowalska', 'Anna'],
    place: ['كراكوف', 'Kraków'],
    nationality: 'POL',
    portrait: 'womanOlderGreyBob',
    about: 'Photograph missing: cannot be made',
    orders: [{ reason: 'renewal', wrong: 'noPhoto' }],
  },
  {
    id: 'tariq',
    born: '1981-09-09',
    ar: ['النجار', 'طارق'],
    en: ['Alnajjar', 'Tariq'],
    portrait: 'manCurly',
    about: 'Dates that cannot be: expires before it is issued',
    orders: [{ reason: 'renewal', wrong: 'impossibleDates' }],
  },
  {
    id: 'endless',
    born: '1977-02-22',
    ar: ['التجربة', 'اسم'],
    en: ['Testname', 'Name'],
    portrait: 'manFairShort',
    about: 'Name that no card can hold',
    orders: [{ reason: 'renewal', wrong: 'nameTooLong' }],
  },
  {
    id: 'mirror',
    born: '1985-05-25',
    ar: ['المرآة', 'اسم'],
    en: ['Mirror', 'Name'],
    portrait: 'womanRoseHijab',
    about: 'Name with a bidirectional control character: refused',
    orders: [{ reason: 'renewal', wrong: 'bidiName' }],
  },
  ...passportHolders(),
  ...badBooklets(),
  {
    id: 'clone',
    born: '1991-03-14',
    ending: '0417',
    ar: ['المرجان', 'نورة خالد'],
    en: ['Almarjan', 'Noura Khaled'],
    portrait: 'womanTealHijab',
    about: 'A copy of Noura’s card',
    card: 'cloned',
    orders: [],
  },
  ...badCards(),
  ...icaoCards(),
];

/** Citizens whose passports are made: in this machine's vault, in another's, or on the way. */
function passportHolders(): PersonSketch[] {
  const here = { at: 'here' } as const;
  return [
    {
      id: 'dana',
      born: '1994-08-27',
      ar: ['الخالد التجريبية', 'دانة يوسف'],
      en: ['Testkhaled', 'Dana Yousef'],
      portrait: 'womanLongHair',
      about: 'Passport ready in this machine',
      orders: [{ ...passport, booklet: here }],
    },
    {
      id: 'bader',
      born: '1989-03-19',
      ar: ['العجمي', 'بدر ناصر'],
      en: ['Alajmi', 'Bader Nasser'],
      portrait: 'manRedGhutra',
      about: 'Licence and passport, both ready here',
      orders: [renewal, { ...passport, booklet: here }],
    },
    {
      id: 'hessa',
      born: '1990-06-02',
      ar: ['الفهد', 'حصة علي'],
      en: ['Alfahad', 'Hessa Ali'],
      portrait: 'womanPlumHijabGlasses',
      about: 'Passport ready in another machine',
      orders: [{ ...passport, booklet: { at: 'elsewhere', kioskId: 'KWT-0042' } }],
    },
    {
      id: 'faisal',
      born: '1983-01-12',
      ar: ['السبيعي', 'فيصل راشد'],
      en: ['Alsubaie', 'Faisal Rashed'],
      portrait: 'manOlderGhutra',
      about: 'A daughter’s passport ready here, by a guardian’s right; a son’s held',
      orders: [
        {
          ...passport,
          reason: 'first-issue',
          child: { name: ['لولوة', 'Lulwa'], age: 7, sex: 'F', portrait: 'girlBob' },
          collectAs: 'guardian',
          booklet: here,
        },
        {
          ...passport,
          reason: 'first-issue',
          child: { name: ['راشد', 'Rashed'], age: 11, sex: 'M', portrait: 'boyShortHair' },
          status: held('minor-needs-guardian'),
          booklet: here,
        },
      ],
    },
    {
      id: 'rana',
      born: '1998-11-05',
      ar: ['البدر', 'رنا سعد'],
      en: ['Albader', 'Rana Saad'],
      portrait: 'womanWavy',
      about: 'Passport made, on its way to a machine',
      orders: [{ ...passport, booklet: { at: 'on-the-way' } }],
    },
    {
      id: 'waleed',
      born: '1972-04-14',
      ar: ['الرشيدي', 'وليد حمود'],
      en: ['Alrashidi', 'Waleed Hmoud'],
      portrait: 'manWhiteGhutra',
      about: 'Passport not collected in time: its order expired',
      orders: [{ ...passport, status: (on) => ({ state: 'expired', expiredOn: on(-3) }) }],
    },
  ];
}

/** Whose booklets lie in this machine's vault and must not come out. */
function badBooklets(): PersonSketch[] {
  const bad = (chip: PassportKind): OrderSketch[] => [{ ...passport, booklet: { at: 'here', chip } }];
  return [
    {
      id: 'shaikha',
      born: '1987-05-09',
      ar: ['المطوع', 'شيخة عبدالله'],
      en: ['Almutawa', 'Shaikha Abdullah'],
      portrait: 'womanBlackShayla',
      about: 'Passport here, with somebody else’s chip in its cover: stays inside',
      orders: bad('wrongHolder'),
    },
    {
      id: 'nawaf',
      born: '1993-10-30',
      ar: ['الهاجري', 'نواف سعود'],
      en: ['Alhajri', 'Nawaf Saud'],
      portrait: 'manYoungGhutraGlasses',
      about: 'Passport here, its chip changed after signing: stays inside',
      orders: bad('tamperedDg'),
    },
    {
      id: 'ghanim',
      born: '1968-12-03',
      ar: ['الصباغ', 'غانم يعقوب'],
      en: ['Alsabbagh', 'Ghanim Yaqoub'],
      portrait: 'manOlderGhutra',
      about: 'Passport here, its chip a copy: stays inside',
      orders: bad('cloned'),
    },
    {
      id: 'amal',
      born: '1999-02-21',
      ar: ['القطان', 'أمل جاسم'],
      en: ['Alqattan', 'Amal Jasem'],
      portrait: 'womanSandHijab',
      about: 'Passport here, its chip dead: stays inside',
      orders: bad('mute'),
    },
  ];
}

function badCards(): PersonSketch[] {
  const cards: readonly (readonly [id: string, card: CardKind, about: string])[] = [
    ['stranger', 'wrongAuthority', 'Card of another authority'],
    ['late', 'expired', 'Card expired'],
    ['early', 'notYetValid', 'Card not valid yet'],
    ['transit', 'foreign', 'Some other smart card'],
    ['broken', 'mute', 'Card that does not answer'],
    ['silent', 'silent', 'Card that stops answering'],
    ['keyless', 'noKey', 'Card that does not sign'],
    ['noise', 'garbageTlv', 'Card with broken data'],
    ['huge', 'hugeCertificate', 'Certificate of 64 KB'],
    ['spinner', 'endless61', 'Card that always has more to say'],
    ['stutter', 'endless6C', 'Card that is never content with the length'],
    ['typo', 'badCivilId', 'Civil ID number with a wrong check digit'],
  ];
  return cards.map(([id, card, about]) => ({
    id,
    card,
    about,
    born: '1990-01-01',
    ar: ['تجربة', 'بطاقة'],
    en: ['Testcard', 'Card'],
    portrait: 'manShortHair',
    orders: [],
  }));
}

/** Identity cards by ICAO Doc 9303 in place of the usual civil ID: a number printed on each opens its chip. */
function icaoCards(): PersonSketch[] {
  return [
    {
      id: 'ghanima',
      born: '1986-02-17',
      ar: ['الرشيدي', 'غنيمة سعود'],
      en: ['Alrashidi', 'Ghanima Saud'],
      portrait: 'womanPlumHijabGlasses',
      about: 'ICAO identity card, number 482 910; renewal ready',
      icao: { kind: 'genuine', can: '482910' },
      orders: [renewal],
    },
    {
      id: 'copied-icao',
      born: '1986-02-17',
      ar: ['الرشيدي', 'غنيمة سعود'],
      en: ['Alrashidi', 'Ghanima Saud'],
      portrait: 'womanPlumHijabGlasses',
      about: 'A copy of an ICAO identity card, number 482 910',
      icao: { kind: 'cloned', can: '482910' },
      orders: [],
    },
    {
      id: 'late-icao',
      born: '1979-09-09',
      ar: ['التجربة', 'بطاقة'],
      en: ['Testcard', 'Card'],
      portrait: 'manShortHair',
      about: 'ICAO identity card that has expired, number 135 790',
      icao: { kind: 'expired', can: '135790' },
      orders: [],
    },
  ];
}
