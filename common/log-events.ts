/**
 * Every event that the product logs, declared once: how loud it is, what it means, and what staff do about it.
 * docs/events.md is generated from it (`npm run docs:events`). Details of an event never hold a resident's data.
 */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

export type LogEventFacts = {
  readonly level: LogLevel;
  readonly meaning: string;
  /** What staff do; absent where there is nothing to be done. */
  readonly action?: string;
};

export const logEvents = {
  'kiosk.cannotStart': {
    level: 'error',
    meaning: 'The machine is closed: its configuration, certificates or journal keep it from starting.',
    action: 'Look the code up in technician.md; the words name the file and the line.',
  },
  'main.died': {
    level: 'error',
    meaning: 'The program met a bug and ended itself; what was under way is settled at the next start.',
    action: 'Send the words to the makers.',
  },
  'window.painted': { level: 'info', meaning: 'The first screen is on the glass, so long after the program’s start.' },
  'window.refused': {
    level: 'warning',
    meaning: 'The page asked for something that a kiosk never does: another address, a download, a device.',
    action: 'None when a touch did it by chance; otherwise find out who tries.',
  },
  'page.lost': {
    level: 'error',
    meaning: 'The page that draws the screens crashed and is loaded again; no step is lost.',
  },

  'logFile.notWritten': {
    level: 'warning',
    meaning:
      'The log cannot be written to the disk; it goes on to standard error, and the file is tried again each minute.',
    action: 'Look at the disk and at the permissions of the data folder.',
  },

  'journal.opened': { level: 'info', meaning: 'The journal is open, with so many entries.' },
  'journal.refused': {
    level: 'error',
    meaning: 'The journal could not be written; no document is begun without it.',
    action: 'Look at the disk: full, read-only, broken. Never delete the journal.',
  },
  'journal.witnessNotWritten': {
    level: 'warning',
    meaning: 'The note of the journal’s last entry, kept beside it, could not be written; the journal itself was.',
    action: 'Look at the disk and at the permissions of the data folder.',
  },
  'retention.done': {
    level: 'info',
    meaning: 'The keys of old issuances were destroyed: their holders’ data cannot be read again.',
  },
  'retention.failed': {
    level: 'warning',
    meaning: 'The keys of old issuances could not be destroyed yet; it is tried again.',
    action: 'Look at the disk when it stays.',
  },

  'outbox.notWritten': {
    level: 'warning',
    meaning: 'It could not be noted that the service took an event; the event is sent again, which the service knows.',
    action: 'Look at the disk when it stays.',
  },
  'outbox.postponed': {
    level: 'error',
    meaning: 'The service refused an event for good; it is kept and the others go on.',
    action: 'Tell the operator of the service the entry and the words.',
  },
  'outbox.away': {
    level: 'warning',
    meaning: 'An event could not be delivered for some time; it is tried again.',
    action: 'Look at the network and the service.',
  },
  'outbox.filling': {
    level: 'error',
    meaning: 'Many events wait for the service; at the limit the machine makes no further documents.',
    action: 'Look at the network and the service.',
  },
  'service.online': { level: 'info', meaning: 'The issuance service answers.' },
  'service.offline': {
    level: 'warning',
    meaning: 'The issuance service does not answer: residents are sent elsewhere.',
    action: 'Look at the network, then at its certificate.',
  },
  'service.attemptFailed': {
    level: 'warning',
    meaning: 'One question to the issuance service failed; `effect` says whether it may have arrived.',
  },
  'service.claimLapsed': {
    level: 'warning',
    meaning: 'The service had taken a claim back before it heard what became of it.',
  },

  'issuance.recovered': {
    level: 'warning',
    meaning: 'What a crash or a power cut had left open was settled, with this end.',
  },
  'stock.alarm': {
    level: 'warning',
    meaning: 'Counted and booked stock differ, or a unit is at its limit.',
    action: 'Count again; a difference must be explained.',
  },
  'artwork.refused': {
    level: 'error',
    meaning: 'The data of a document cannot be printed as they are; no blank was spent.',
    action: 'Tell the operator of the service the code.',
  },
  'receipt.failed': {
    level: 'warning',
    meaning: 'A receipt could not be printed; the resident got it as a code on the screen.',
    action: 'Look at the receipt printer.',
  },
  'receipt.retracted': { level: 'info', meaning: 'A receipt that nobody took was taken back.' },
  'receipt.notRetracted': {
    level: 'warning',
    meaning: 'A receipt that nobody took could not be taken back.',
    action: 'Look at the receipt printer’s mouth.',
  },
  'vault.slotLoaded': {
    level: 'info',
    meaning: 'A booklet was scanned, is known to the service, and stands in the books.',
  },
  'vault.slotNotLoaded': {
    level: 'warning',
    meaning: 'A booklet was not taken into the books; the outcome says why.',
    action: 'Take it out of that slot and look at it.',
  },

  'device.refused': {
    level: 'error',
    meaning: 'A device could not be set up as the configuration says.',
    action: 'Correct its section of the configuration; the words name the mistake.',
  },
  'host.said': {
    level: 'warning',
    meaning: 'The process with the drivers wrote to its output, which it never does by itself.',
    action: 'Send the words to the makers.',
  },
  'host.exited': {
    level: 'error',
    meaning: 'The process with the drivers ended; it is started again and every device is asked.',
    action: 'Send the words to the makers when it comes back.',
  },
  'host.silent': {
    level: 'error',
    meaning: 'The process with the drivers did not answer for seconds; it is ended and started again.',
  },
  'host.messageRefused': {
    level: 'error',
    meaning: 'The process with the drivers said something that main does not know.',
    action: 'Send the words to the makers.',
  },
  'host.requestRefused': {
    level: 'error',
    meaning: 'Main asked the process with the drivers for something that it does not know.',
    action: 'Send the words to the makers.',
  },
  'pcsc.starting': { level: 'info', meaning: 'The binding to PC/SC is being started.' },
  'pcsc.running': { level: 'info', meaning: 'PC/SC answers.' },
  'pcsc.down': {
    level: 'warning',
    meaning: 'PC/SC cannot be reached; it is tried again.',
    action: 'Look whether `pcscd` runs.',
  },
  'pcsc.missing': {
    level: 'warning',
    meaning: 'No binding to PC/SC is installed for this system.',
    action: 'Install the package anew.',
  },
  'cardPrinter.reached': { level: 'info', meaning: 'The card printer answers and can be used.' },
  'cardPrinter.notReached': {
    level: 'warning',
    meaning: 'The card printer does not answer, or not as one that can be used.',
    action: 'Power, cable, its service; then its own words.',
  },
  'cardPrinter.commandFailed': { level: 'warning', meaning: 'A command of the card printer failed, in its own words.' },
  'documentVault.reached': { level: 'info', meaning: 'The document vault answers and can be used.' },
  'documentVault.notReached': {
    level: 'warning',
    meaning: 'The document vault does not answer, or not as one that can be used.',
    action: 'Power, cable, its door; then its own words.',
  },
  'documentVault.commandFailed': {
    level: 'warning',
    meaning: 'A command of the document vault failed, in its own words.',
  },
  'barcodeScanner.reached': { level: 'info', meaning: 'The line to the barcode scanner is open.' },
  'barcodeScanner.notReached': {
    level: 'warning',
    meaning: 'The line to the barcode scanner cannot be opened.',
    action: 'Power, cable, the name of its port.',
  },
  'barcodeScanner.unreadable': {
    level: 'warning',
    meaning: 'Bytes came from the barcode scanner that are no code.',
    action: 'Compare suffix and AIM identifier of the configuration with how the scanner is set up.',
  },
  'receiptPrinter.commandFailed': {
    level: 'warning',
    meaning: 'A command of the receipt printer failed, in its own words.',
  },
} as const satisfies Readonly<Record<string, LogEventFacts>>;

export type LogEvent = keyof typeof logEvents;
