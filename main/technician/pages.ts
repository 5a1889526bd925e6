/** What a technician looks at and has tested during one visit. */
import type { Clock } from '../../common/clock.ts';
import { type EntryKind, entryKinds } from '../journal/index.ts';
import { accessContent } from './content/access-log.ts';
import type { Facts, Judged } from './content/facts.ts';
import { issuedBy } from './content/issued.ts';
import { type JournalFilter, journalContent } from './content/journal-page.ts';
import { jobsOf, judgeDevices, linesOf, offersOf, partsOf } from './content/overview.ts';
import { worst } from './content/states.ts';
import { type DeviceTest, deviceTests, runTest, type TestResult } from './device-tests.ts';
import type { LastWords } from './last-words.ts';
import type { TechnicianParts } from './parts.ts';
import { mayOpen } from './roles.ts';
import type {
  DeviceContent,
  JournalContent,
  LeavingHindrance,
  PartState,
  ShownDevice,
  TechnicianIntent,
  TechnicianPage,
  TechnicianView,
  Test,
} from './view.ts';
import type { VisitRecord } from './visit-record.ts';

type Place =
  | { readonly page: Exclude<TechnicianPage, 'journal'> }
  | { readonly page: 'device'; readonly device: ShownDevice }
  | { readonly page: 'journal'; readonly filter: JournalFilter };

/** Long enough that the screen says "checking" before main is busy with it. */
const BEFORE_CHECK_ms = 100;
/** The last result of each test stands within these. */
const HISTORY_entries = 500;

export class Pages {
  readonly #parts: TechnicianParts;
  readonly #record: VisitRecord;
  readonly #words: LastWords;
  readonly #changed: () => void;
  readonly #results = new Map<string, NonNullable<Test['last']>>();
  #place: Place = { page: 'overview' };
  #chain: JournalContent['chain'];
  #running: { readonly device: ShownDevice; readonly test: string } | undefined;
  #issued: { readonly head: number; readonly day: number; readonly issued: Facts['issued'] } | undefined;
  #cancelCheck = () => {};

  constructor(parts: TechnicianParts, record: VisitRecord, words: LastWords, changed: () => void) {
    this.#parts = parts;
    this.#record = record;
    this.#words = words;
    this.#changed = changed;
    this.#chain = { state: 'unchecked', entries: parts.journal.head().sequence, firstBad: undefined };
    const past = parts.journal.entries({ kinds: ['technician.test'], order: 'newest-first', limit: HISTORY_entries });
    for (const entry of [...past].reverse()) {
      if (entry.kind !== 'technician.test') continue;
      const { device, test, ...result } = entry.body;
      this.#keep(device, test, result, entry.time_ms);
    }
  }

  get isTesting(): boolean {
    return this.#running !== undefined;
  }

  send(intent: TechnicianIntent): void {
    const { role } = this.#record.technician;
    switch (intent.ask) {
      case 'page':
        if (mayOpen(role, intent.page)) this.#goTo(intent.page);
        break;
      case 'device':
        if (this.#judged().some(({ device }) => device === intent.device))
          this.#place = { page: 'device', device: intent.device };
        break;
      case 'journal':
        if (mayOpen(role, 'journal') && isKnown(intent.kind))
          this.#place = { page: 'journal', filter: { kind: intent.kind, before: intent.before } };
        break;
      case 'verify-journal':
        if (mayOpen(role, 'journal')) this.#check();
        break;
      case 'run-test':
        void this.#run(intent.device, intent.test);
        break;
      case 'stay':
      case 'back-in-service':
      case 'leave-closed':
        break;
    }
    this.#changed();
  }

  view(): Pick<TechnicianView, 'page' | 'marks' | 'content'> {
    const facts = this.#facts();
    const judged = judgeDevices(facts);
    const page = this.#place.page === 'device' ? 'devices' : this.#place.page;
    return { page, marks: this.#marks(facts, judged), content: this.#content(facts, judged) };
  }

  hindrances(): LeavingHindrance[] {
    const { machine, offered } = this.#parts;
    const found: LeavingHindrance[] = [];
    if (machine.documentVault?.status().cabinetDoor === 'open') found.push('door-open');
    const covers = [machine.cardPrinter.status().cover, machine.receiptPrinter?.status().cover];
    if (covers.includes('open')) found.push('cover-open');
    if (this.isTesting) found.push('command-running');
    const offers = offersOf({ ...this.#facts(), online: true });
    // What the machine waits for by itself is no reason to keep a technician here.
    const passing = ['recovering', 'printer-starting', 'vault-starting', 'service-behind'];
    const isOut = offers.every(({ available, reason }) => !available && !passing.includes(reason ?? ''));
    if (offered.length > 0 && isOut) found.push('nothing-offered');
    return found;
  }

  /** Whether residents are promised now what this device is needed for. */
  isNeeded(device: ShownDevice): boolean {
    const { drivingLicence, passport } = this.#parts.desk.readiness();
    const isOffered = (documentType: 'driving-licence' | 'passport') => this.#parts.offered.includes(documentType);
    switch (device) {
      case 'cardReader':
        return true;
      case 'cardPrinter':
      case 'encoder':
        return isOffered('driving-licence') && drivingLicence.available;
      case 'documentVault':
      case 'vaultReader':
        return isOffered('passport') && passport.available;
      case 'receiptPrinter':
        return false;
    }
  }

  devices(): readonly ShownDevice[] {
    return this.#judged().map(({ device }) => device);
  }

  stop(): void {
    this.#cancelCheck();
  }

  #goTo(page: TechnicianPage): void {
    this.#place = page === 'journal' ? { page, filter: { kind: undefined, before: undefined } } : { page };
  }

  #content(facts: Facts, judged: readonly Judged[]): TechnicianView['content'] {
    const place = this.#place;
    switch (place.page) {
      case 'overview': {
        const [offers, jobs] = [offersOf(facts), jobsOf(facts, judged)];
        const supplies = judged.flatMap((one) => one.supplies);
        return { page: 'overview', offers, parts: partsOf(judged), devices: linesOf(judged), jobs, supplies };
      }
      case 'devices': {
        const supplies = judged.flatMap((one) => one.supplies);
        return { page: 'devices', devices: linesOf(judged), parts: partsOf(judged), supplies };
      }
      case 'device':
        return this.#deviceContent(facts, judged, place.device);
      case 'journal':
        return journalContent(this.#parts.journal, entryKinds, place.filter, this.#chain);
      case 'access':
        return accessContent(this.#parts.journal, this.#record.visitId);
    }
  }

  #deviceContent(facts: Facts, judged: readonly Judged[], device: ShownDevice): DeviceContent {
    const one = judged.find((candidate) => candidate.device === device);
    if (!one) throw new Error('only a device that is configured has a page');
    const { information, status } = one;
    return {
      page: 'device',
      device,
      state: one.state,
      parts: partsOf(judged),
      model: information.modelName || undefined,
      serialNumber: information.serialNumber,
      firmware: information.firmware,
      words: status.deviceWords,
      wordsAt_ms: this.#words.saidAt_ms(device),
      properties: one.properties,
      jobs: jobsOf(facts, judged).filter(
        (job) => job.device === device && one.jobs.some(({ kind }) => kind === job.kind),
      ),
      supplies: one.supplies,
      tests: this.#tests(device).map((test) => this.#testView(device, test)),
    };
  }

  #tests(device: ShownDevice): readonly DeviceTest[] {
    const { machine, testTicket } = this.#parts;
    return deviceTests(machine, device, testTicket(this.#record.technician.cardId));
  }

  #testView(device: ShownDevice, { test, needsMotors, roles, locked }: DeviceTest): Test {
    const isRunning = this.#running?.device === device && this.#running.test === test;
    const isAllowed = roles.includes(this.#record.technician.role);
    const isBusy = this.#running !== undefined && !isRunning;
    return {
      test,
      needsMotors,
      locked: isAllowed ? (isBusy ? 'command-running' : locked()) : 'role',
      running: isRunning,
      last: this.#results.get(`${device}/${test}`),
    };
  }

  async #run(device: ShownDevice, name: string) {
    const test = this.#tests(device).find((candidate) => candidate.test === name);
    if (!test || this.#running || this.#testView(device, test).locked !== undefined) return;
    // Nothing is moved that is not written down first.
    if (!this.#record.action('run-test', `${device} ${name}`)) return;
    this.#running = { device, test: name };
    this.#changed();
    const result = await runTest(test, this.#parts.clock);
    this.#running = undefined;
    this.noteTest(device, name, result);
    this.#changed();
  }

  noteTest(device: ShownDevice, test: string, result: TestResult): void {
    this.#record.test(device, test, result);
    this.#keep(device, test, result, this.#parts.clock.now_ms());
  }

  #keep(device: string, test: string, { passed, took_ms, words }: TestResult, at_ms: number): void {
    this.#results.set(`${device}/${test}`, { passed, at_ms, took_ms, words });
  }

  #check(): void {
    const { journal, clock } = this.#parts;
    if (this.#chain.state === 'checking') return;
    this.#chain = { ...this.#chain, state: 'checking' };
    this.#cancelCheck = clock.after(BEFORE_CHECK_ms, () => {
      const verdict = journal.verify();
      this.#chain = verdict.ok
        ? { state: 'sound', entries: verdict.entries, firstBad: undefined }
        : { state: 'broken', entries: journal.head().sequence, firstBad: verdict.sequence };
      const found = verdict.ok ? `sound, ${verdict.entries} entries` : `entry ${verdict.sequence}: ${verdict.words}`;
      this.#record.action('verify-journal', found);
      this.#changed();
    });
  }

  #marks(facts: Facts, judged: readonly Judged[]): TechnicianView['marks'] {
    const marks: { [Page in TechnicianPage]?: PartState } = {};
    const mark = (page: TechnicianPage, state: PartState) => {
      if (state !== 'ok' && state !== 'busy') marks[page] = state;
    };
    mark('overview', worst(jobsOf(facts, judged).map(({ state }) => (state === 'off' ? 'fault' : state))));
    mark('devices', worst(judged.map(({ state }) => state)));
    if (this.#chain.state === 'broken') mark('journal', 'fault');
    return marks;
  }

  #judged(): readonly Judged[] {
    return judgeDevices(this.#facts());
  }

  #facts(): Facts {
    const { machine, offered, desk, stock: limits, online } = this.#parts;
    return {
      ...{ machine, offered, limits },
      readiness: desk.readiness(),
      online: online(),
      stock: desk.stock(),
      unresolved: desk.stocktaking.unresolved().length,
      issued: this.#issuedSoFar(),
    };
  }

  /** Counted anew only when something was written or the day is another. */
  #issuedSoFar(): Facts['issued'] {
    const { journal, clock } = this.#parts;
    const head = journal.head().sequence;
    const day = dayOf(clock);
    if (this.#issued?.head !== head || this.#issued.day !== day)
      this.#issued = { head, day, issued: issuedBy(journal, clock.now_ms()) };
    return this.#issued.issued;
  }
}

function dayOf(clock: Clock): number {
  return new Date(clock.now_ms()).setHours(0, 0, 0, 0);
}

function isKnown(kind: string | undefined): kind is EntryKind | undefined {
  return kind === undefined || (entryKinds as readonly string[]).includes(kind);
}
