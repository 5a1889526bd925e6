import type { Clock } from '../../common/clock.ts';
import type { Random } from '../../common/random.ts';
import type { SessionPorts, SessionSettings } from './ports.ts';
import { createSession, type Session } from './session.ts';

/**
 * A session for a machine that cannot serve at all (no configuration, broken journal): it shows why, by
 * a code for staff, in every language, with help and display settings; nothing else can happen in it.
 */
export function createClosedSession(settings: SessionSettings, code: string, clock: Clock, random: Random): Session {
  const never = () => {
    throw new Error('a closed machine reads no card and serves nobody');
  };
  const ports: SessionPorts = {
    clock,
    random,
    reader: { onEvent: () => () => {}, readPinTries: never, verifyPin: never },
    identification: { read: never, open: never, judgePin: never },
    service: {
      beginCollection: never,
      verifyCode: never,
      requestCode: never,
      reportPin: never,
      phoneAnswer: never,
      documentData: never,
      claim: never,
      report: never,
      heartbeat: never,
    },
    desk: { fulfil: never, extendTaking: never, holds: () => false },
    draw: never,
    receipts: { available: () => false, print: never, url: () => '' },
    audit: () => {},
  };
  const session = createSession(ports, settings);
  session.setServiceability({ state: 'closed', code, backAt: undefined });
  return session;
}
