import type { Mechanics, PrintWork, Stop } from './mechanics.ts';

/** What the escape commands can set; all of it is forgotten when the mains go. */
type Settings = {
  errorManagement: number;
  input: string;
  output: string;
  reject: string;
  ejectAfterPrint: boolean;
  blocking: number;
  ribbon: string;
};

const factorySettings: Settings = {
  errorManagement: 0,
  input: 'B',
  output: 'M',
  reject: '',
  ejectAfterPrint: true,
  blocking: 0,
  ribbon: 'ymcko',
};

const UNKNOWN_COMMAND = 'ERROR CDE';
const WRONG_PARAMETERS = 'ERROR PARAMETERS';
const HOST_MANAGES = new Set([2, 38]);

type Handler = (parameters: readonly string[]) => string | undefined | Promise<string | undefined>;

/** What the printer says and does: escape commands, sensors, status words, the error latch. */
export class Firmware {
  readonly #mechanics: Mechanics;
  readonly #changed: () => void;
  #settings: Settings = { ...factorySettings };
  #latched: Exclude<Stop, 'POWER'> | undefined;
  #job: PrintWork | undefined;
  #lastReply = 'OK';
  readonly #queries: Record<string, Handler>;
  readonly #actions: Record<string, Handler>;
  readonly #setters: Record<string, Handler>;

  constructor(mechanics: Mechanics, changed: () => void) {
    this.#mechanics = mechanics;
    this.#changed = changed;
    this.#queries = this.#queryTable();
    this.#actions = this.#actionTable();
    this.#setters = this.#setterTable();
  }

  get latched(): string | undefined {
    return this.#latched;
  }

  get busy(): boolean {
    return this.#mechanics.busy;
  }

  get settings(): Readonly<Settings> {
    return this.#settings;
  }

  /** Whether `command` moves something; line faults without a place strike there. */
  isAction(command: string): boolean {
    return Object.hasOwn(this.#actions, command.split(';')[0] ?? '');
  }

  powerLost(): void {
    this.#settings = { ...factorySettings };
    this.#latched = undefined;
    this.#job = undefined;
  }

  /** A technician's hand undid the cause: the latch goes with it. */
  repaired(): void {
    if (this.#latched === 'ERR_MECHANICAL' || this.#latched === 'ERR_FEEDER_ERROR') this.#latched = undefined;
  }

  async execute(command: string): Promise<string> {
    const [verb = '', ...parameters] = command.split(';');
    const reply = (await this.#dispatch(verb, parameters)) ?? WRONG_PARAMETERS;
    if (verb !== 'Rlr') this.#lastReply = reply;
    return reply;
  }

  async #dispatch(verb: string, parameters: readonly string[]): Promise<string | undefined> {
    const own = (table: Record<string, Handler>) => (Object.hasOwn(table, verb) ? table[verb] : undefined);
    const passive = own(this.#queries) ?? own(this.#setters);
    if (passive) return passive(parameters);
    const action = own(this.#actions);
    if (!action) return UNKNOWN_COMMAND;
    if (parameters.length > 0) return undefined;
    if (this.#mechanics.busy) return 'ERR BUSY';
    if (this.#latched && verb !== 'Scs') return replyFor(this.#latched);
    if (this.#mechanics.cover === 'open' && verb !== 'Scs') return replyFor('ERR_COVER_OPEN');
    return action(parameters);
  }

  /** Begins to print; words of refusal when it cannot begin. */
  print(work: PrintWork, keepInside: boolean): string | undefined {
    const refusal = this.#mechanics.busy ? 'BUSY' : (this.#latched ?? this.#defect());
    if (refusal && refusal !== 'DEF_FEEDER_EMPTY' && refusal !== 'DEF_REJECT_BOX_FULL') return refusal;
    this.#job = work;
    void this.#runJob(work, keepInside && !this.#settings.ejectAfterPrint);
    return undefined;
  }

  /** `EVENT:ACTION,ACTION` when something waits for an answer, else the bare state. */
  event(): string {
    if (!this.#latched) return this.state().split(',')[1] ?? '';
    return `${this.#latched}:${this.#job ? 'CANCEL,RETRY' : 'CANCEL'}`;
  }

  answerEvent(event: string, action: string): boolean {
    if (event !== this.#latched || (action !== 'CANCEL' && action !== 'RETRY')) return false;
    const job = this.#job;
    if (action === 'RETRY' && !job) return false;
    this.#latched = undefined;
    this.#job = undefined;
    if (action === 'RETRY' && job) void this.#runJob(job, true);
    this.#changed();
    return true;
  }

  /** `MAJOR,MINOR`, the gravest of all that holds. */
  state(): string {
    const { power } = this.#mechanics;
    if (power !== 'on') return power === 'off' ? 'OFF,PRINTER_OFFLINE' : 'OFF,PRINTER_SUPERVISION_INITIALIZING';
    if (this.#latched) return `ERROR,${this.#latched}`;
    if (this.#mechanics.busy) return this.#job ? 'READY,INF_PRINTING_RUNNING' : 'READY,BUSY';
    const defect = this.#defect();
    if (defect) return `WARNING,${defect}`;
    const { ribbon, path } = this.#mechanics;
    if (ribbon.setsLeft <= ribbon.capacity / 10) return 'WARNING,INF_RIBBON_LOW';
    if (path.count('hopper') <= NEAR_EMPTY_cards) return 'WARNING,INF_FEEDER_NEAR_EMPTY';
    return 'READY,PRINTER_READY';
  }

  #defect(): string | undefined {
    const { ribbon, cover, cooling, hopperEmpty, rejectBinFull } = this.#mechanics;
    if (cover === 'open') return 'DEF_COVER_OPEN';
    if (cooling) return 'DEF_COOLING';
    if (ribbon.broken) return 'DEF_NO_RIBBON';
    if (this.#mechanics.wrongRibbon) return 'DEF_UNSUPPORTED_RIBBON';
    if (ribbon.setsLeft === 0) return 'DEF_RIBBON_ENDED';
    if (rejectBinFull) return 'DEF_REJECT_BOX_FULL';
    if (hopperEmpty) return 'DEF_FEEDER_EMPTY';
    return undefined;
  }

  async #runJob(work: PrintWork, keepInside: boolean): Promise<void> {
    const stop = await this.#mechanics.print(work);
    if (stop) {
      this.#latch(stop);
      const alone = !HOST_MANAGES.has(this.#settings.errorManagement);
      if (alone && stop !== 'POWER' && !this.#mechanics.path.jam) await this.#recoverAlone();
    } else {
      this.#job = undefined;
      if (!keepInside) this.#latch(await this.#mechanics.eject(this.#hold()));
    }
    this.#changed();
  }

  /** With errors managed by the printer it does what it is made for at a desk: it hands the card out. */
  async #recoverAlone(): Promise<void> {
    this.#latched = undefined;
    this.#job = undefined;
    await this.#mechanics.eject(this.#hold());
  }

  #latch(stop: Stop | undefined): void {
    if (stop && stop !== 'POWER' && stop !== 'ERR_NO_CARD_INSERTED') this.#latched = stop;
  }

  async #act(movement: Promise<Stop | undefined>): Promise<string> {
    const stop = await movement;
    this.#latch(stop);
    this.#changed();
    return stop ? replyFor(stop) : 'OK';
  }

  #hold(): 'bezel' | 'none' {
    return this.#settings.output === 'I' ? 'bezel' : 'none';
  }

  #feeds(): boolean {
    return this.#settings.input === 'F' || this.#settings.input === 'B';
  }

  /** Brings the held card to a station, or a fresh one when none is held: what the `Si` family does. */
  async #insert(station: 'print' | 'contact' | 'contactless'): Promise<string> {
    if (this.#mechanics.held === undefined) {
      if (!this.#feeds()) return replyFor('ERR_NO_CARD_INSERTED');
      const fed = await this.#act(this.#mechanics.feed());
      if (fed !== 'OK') return fed;
    }
    return this.#act(this.#mechanics.moveTo(station));
  }

  #reject(): Promise<string> {
    const out = this.#settings.reject === 'D' ? this.#mechanics.drop('rejectBin') : this.#mechanics.eject('none');
    return this.#act(out);
  }

  #actionTable(): Record<string, Handler> {
    const eject = () => this.#act(this.#mechanics.eject(this.#hold()));
    return {
      Ss: () => this.#insert('print'),
      Si: () => this.#insert('print'),
      Sis: () => this.#insert('contact'),
      Sic: () => this.#insert('contactless'),
      Sib: () => this.#act(this.#mechanics.pullIn()),
      Sie: async () => ((await this.#insert('print')) === 'OK' ? eject() : replyFor(this.#latched ?? 'POWER')),
      Se: eject,
      Seb: () => (this.#settings.output === 'k' ? this.#act(this.#mechanics.drop('retainBin')) : eject()),
      Ser: () => this.#reject(),
      Scs: () => {
        this.#latched = undefined;
        this.#job = undefined;
        this.#changed();
        return 'OK';
      },
    };
  }

  #setterTable(): Record<string, Handler> {
    const set = (allowed: RegExp, apply: (value: string) => void): Handler => {
      return (parameters) => {
        const value = parameters.join(';');
        if (!allowed.test(value)) return undefined;
        apply(value);
        this.#changed();
        return 'OK';
      };
    };
    return {
      Pem: set(/^(0|2|38)$/, (value) => (this.#settings.errorManagement = Number(value))),
      Psmgr: set(/^[0-2]$/, (value) => (this.#settings.blocking = Number(value))),
      Pcim: set(/^(F|I|I;S|M|B)$/, (value) => (this.#settings.input = value)),
      Pcem: set(/^[IMk]$/, (value) => (this.#settings.output = value)),
      Pcrm: set(/^D$/, (value) => (this.#settings.reject = value)),
      Pneab: set(/^[ED]$/, (value) => (this.#settings.ejectAfterPrint = value === 'D')),
      Pbc: set(/^[A-Z](;[A-Z])?$/, () => undefined),
      Pr: set(/^(ymcko|ymckos|ymckok|kb|kw|ko|h)$/, (value) => (this.#settings.ribbon = value)),
    };
  }

  #queryTable(): Record<string, Handler> {
    const text = (words: string) => () => words;
    return {
      Rfv: text('KC200B 1.34'),
      Rsn: text('10001A7C42'),
      Rtp: text('Evolis KC200B'),
      Rkn: text('245-0071-3382'),
      Rck: text('9A3F'),
      Rip: text('127.0.0.1'),
      Rmac: text('00-05-AC-00-00-01'),
      Rzp: text('EMEA'),
      Rr: () => this.#settings.ribbon,
      Rcr: () => (this.#ribbonSeen() && this.#mechanics.ribbon.setsLeft > 0 ? 'OK' : 'ERR RIBBON'),
      Rco: ([which]) => this.#counter(which),
      Rrt: ([which]) => this.#ribbon(which),
      Rok: () => (this.#latched || this.#defect() ? replyFor(this.#latched ?? 'ERR_MECHANICAL') : 'OK'),
      Rem: () => String(this.#settings.errorManagement),
      Rmi: () => this.#settings.input,
      Riem: () => this.#settings.input,
      Rse: ([which]) => this.#sensor(which),
      Rlr: ([which]) => this.#lastOrPlace(which),
      Sk: ([which]) => this.#feederLevel(which),
    };
  }

  #ribbonSeen(): boolean {
    return !this.#mechanics.ribbon.broken;
  }

  #counter(which: string | undefined): string | undefined {
    const { counters, ribbon } = this.#mechanics;
    const values: Record<string, number> = {
      p: counters.panels,
      c: counters.cardsFed,
      l: ribbon.setsLeft,
      a: 900,
      m: 1000,
      n: 3,
    };
    const value = which !== undefined && Object.hasOwn(values, which) ? values[which] : undefined;
    return value === undefined ? undefined : String(value);
  }

  #ribbon(which: string | undefined): string | undefined {
    if (which !== 'qty' && which !== 'count' && which !== 'zone') return undefined;
    if (!this.#ribbonSeen()) return 'ERR RIB DETECTION';
    const { ribbon } = this.#mechanics;
    if (which === 'zone') return 'EMEA';
    return String(which === 'qty' ? ribbon.capacity : ribbon.setsLeft);
  }

  #sensor(which: string | undefined): string | undefined {
    const { path, hopperEmpty, cover } = this.#mechanics;
    switch (which) {
      case 'f':
        return volts(hopperEmpty ? 0 : 5);
      case 'n':
        return volts(path.count('hopper') <= NEAR_EMPTY_cards ? 3.92 : 0.31);
      case 'o':
        return volts(cover === 'open' ? 0 : 5);
      case 'b':
      case 'M':
        return volts(path.count('exit') > 0 ? 4.96 : 0.21);
      default:
        return undefined;
    }
  }

  #lastOrPlace(which: string | undefined): string | undefined {
    const { path, held, rejectBinFull } = this.#mechanics;
    switch (which) {
      case undefined:
        return this.#lastReply;
      case 'h':
        return rejectBinFull ? 'CARD' : 'NO CARD';
      case 'c':
      case 'r':
        return 'OK';
      case 'p':
        break;
      default:
        return undefined;
    }
    if (held === undefined || path.jam?.unseen) return 'OK';
    if (path.jam) return 'ERR CARD';
    const place = path.placeOf(held);
    if (place === 'print') return 'CARD';
    if (place === 'contact') return 'SMART CARD';
    return place === 'contactless' ? 'CONTACTLESS CARD' : 'ERR CARD';
  }

  #feederLevel(which: string | undefined): string | undefined {
    if (which === 'f') return this.#mechanics.hopperEmpty ? '3' : '0';
    if (which !== 'w') return undefined;
    return this.#mechanics.path.count('hopper') <= NEAR_EMPTY_cards ? '3' : '0';
  }
}

const NEAR_EMPTY_cards = 10;

/** Sensors speak with a decimal comma. */
function volts(value: number): string {
  return `${value.toFixed(2).replace('.', ',')} Volts`;
}

function replyFor(stop: Stop): string {
  return stop === 'POWER' ? 'ERR COM' : stop.replace('ERR_', 'ERR ').replaceAll('_', ' ');
}
