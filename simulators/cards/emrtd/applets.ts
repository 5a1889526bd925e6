/** Master file and LDS application of a travel document: which command is whose, and what needs an open session. */
import { fromHex } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import type { Applet, CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { type ElementaryFile, FileSystem } from '../os/files.ts';
import type { ActiveAuthenticationKey } from './active-authentication.ts';
import type { BasicAccess } from './basic-access.ts';
import type { ChipAuthentication } from './chip-authentication.ts';
import type { Pace } from './pace.ts';

const LDS_AID = fromHex('A0000002471001');
const MASTER_FILE_NAME = new Uint8Array();
const EF_CARD_SECURITY = 0x011d;

const GET_CHALLENGE = 0x84;
const EXTERNAL_AUTHENTICATE = 0x82;
const INTERNAL_AUTHENTICATE = 0x88;
const MANAGE_SECURITY_ENVIRONMENT = 0x22;
const GENERAL_AUTHENTICATE = 0x86;

export type MasterFileOptions = { readonly files: readonly ElementaryFile[]; readonly pace: Pace | undefined };

/** EF.CardAccess for everybody, EF.CardSecurity after PACE, and PACE itself. */
export function createMasterFile({ files, pace }: MasterFileOptions): Applet {
  const system = new FileSystem(files);
  return {
    aid: MASTER_FILE_NAME,
    select: () => new Uint8Array(),
    forget: () => {
      system.deselect();
      pace?.forget();
    },
    answersEachLink: ({ ins }) => ins === GENERAL_AUTHENTICATE,
    process(command): CardAnswer {
      const { ins, p1, p2 } = command;
      if (pace && ins === MANAGE_SECURITY_ENVIRONMENT && p1 === 0xc1 && p2 === 0xa4) return pace.setTemplate(command);
      if (pace && ins === GENERAL_AUTHENTICATE) return pace.generalAuthenticate(command);
      const answer = system.process(command);
      if (answer?.data && system.current?.id === EF_CARD_SECURITY && !command.secured) return { sw: 0x6982 };
      return answer ?? { sw: 0x6d00 };
    },
  };
}

export type LdsOptions = {
  readonly files: readonly ElementaryFile[];
  /** `open`: anybody reads (a plain chip); else a session of BAC or PACE is needed. */
  readonly open: boolean;
  readonly basicAccess: BasicAccess | undefined;
  readonly chipAuthentication: ChipAuthentication | undefined;
  readonly activeAuthentication: ActiveAuthenticationKey | undefined;
  readonly random: Random;
};

export class LdsApplet implements Applet {
  readonly aid = LDS_AID;
  readonly #options: LdsOptions;
  readonly #files: FileSystem;

  constructor(options: LdsOptions) {
    this.#options = options;
    this.#files = new FileSystem(options.files);
  }

  select(): Uint8Array {
    this.#files.deselect();
    return new Uint8Array();
  }

  forget(): void {
    this.#files.deselect();
    this.#options.basicAccess?.forget();
    this.#options.chipAuthentication?.forget();
  }

  process(command: CardCommand): CardAnswer {
    const { basicAccess, open } = this.#options;
    if (!command.secured && command.ins === GET_CHALLENGE && basicAccess) return basicAccess.getChallenge(command);
    if (!command.secured && command.ins === EXTERNAL_AUTHENTICATE && basicAccess) {
      return basicAccess.externalAuthenticate(command);
    }
    if (!command.secured && !open) return { sw: 0x6982 };
    return this.#files.process(command) ?? this.#prove(command);
  }

  #prove(command: CardCommand): CardAnswer {
    const { chipAuthentication, activeAuthentication, random } = this.#options;
    const { ins, p1, p2, data } = command;
    if (ins === INTERNAL_AUTHENTICATE && activeAuthentication) {
      if (data.length !== 8) return { sw: 0x6700 };
      return { data: activeAuthentication.sign(data, random), sw: 0x9000 };
    }
    if (ins === MANAGE_SECURITY_ENVIRONMENT && p1 === 0x41 && chipAuthentication) {
      if (p2 === 0xa6) return chipAuthentication.setKeyAgreement(command);
      return (p2 === 0xa4 ? chipAuthentication.setTemplate(command) : undefined) ?? { sw: 0x6a80 };
    }
    if (ins === GENERAL_AUTHENTICATE && chipAuthentication) return chipAuthentication.generalAuthenticate(command);
    return { sw: 0x6d00 };
  }
}
