/** The hands in front of the machine and behind it: what they do, and what lies where they left it. */
import type { BarcodeScannerSimulator, Shown } from '../barcode-scanner/index.ts';
import type { CardPrinterSimulator } from '../card-printer/index.ts';
import type { VirtualCard } from '../cards/index.ts';
import type { ReceiptPrinterSimulator } from '../receipt-printer/index.ts';
import { BadCall } from './bad-call.ts';
import type { createDeskReader } from './desk-reader.ts';
import type { WorldReader } from './reader.ts';
import type { TechnicianWallet } from './technicians.ts';
import type { WorldVault } from './vault.ts';
import type { Wallet } from './wallet.ts';

type OpenableDevice = 'cardPrinter' | 'receiptPrinter' | 'documentVault';

/** What a person can do to the machine with their hands. */
export type Hand =
  | { readonly hand: 'present-card'; readonly resident: string }
  | { readonly hand: 'present-technician'; readonly technician: string }
  | { readonly hand: 'show-slip' | 'show-zone'; readonly resident: string }
  | { readonly hand: 'load-hopper'; readonly blanks: number }
  | { readonly hand: 'lay-on-desk'; readonly cardId: string }
  | { readonly hand: 'load-slot'; readonly slot: number; readonly resident: string }
  | { readonly hand: 'unload-slot'; readonly slot: number }
  | { readonly hand: 'open-cover' | 'close-cover' | 'clear-jam'; readonly device: OpenableDevice }
  | {
      readonly hand:
        | 'remove-card'
        | 'take-document'
        | 'push-back-document'
        | 'take-receipt'
        | 'change-ribbon'
        | 'change-paper'
        | 'empty-bins'
        | 'empty-vault-retain'
        | 'lift-from-desk'
        | 'unplug-encoder'
        | 'plug-encoder'
        | 'unplug-vault-reader'
        | 'plug-vault-reader'
        | 'unplug-reader'
        | 'plug-reader';
    };

type Touched = {
  readonly cardPrinter: CardPrinterSimulator;
  readonly receiptPrinter: ReceiptPrinterSimulator;
  readonly scanner: BarcodeScannerSimulator;
  /** Of the message on a resident's phone; undefined when there is none. */
  readonly codeOf: (resident: string) => string | undefined;
  readonly vault: WorldVault;
  readonly reader: WorldReader;
  readonly vaultReader: WorldReader;
  readonly encoderReader: WorldReader;
  readonly desk: ReturnType<typeof createDeskReader>;
  readonly wallet: Wallet;
  readonly technicians: TechnicianWallet;
};

export function createHands(touched: Touched) {
  const { cardPrinter, receiptPrinter, scanner, vault, reader, vaultReader, encoderReader, desk, wallet, technicians } =
    touched;
  let onReader: string | undefined;
  /** Where a person took a document from last: there it is pushed back. */
  let takenFrom: 'tray' | 'vault' = 'tray';

  const lay = async (hand: Hand): Promise<unknown> => {
    switch (hand.hand) {
      case 'present-card':
        return present(hand.resident, () => {
          const card = wallet.cardOf(hand.resident);
          vault.stock.prepare(hand.resident);
          return card;
        });
      case 'present-technician':
        return present(`technician ${hand.technician}`, () => technicians.cardOf(hand.technician));
      case 'show-slip': {
        const code = need(touched.codeOf(hand.resident), `${hand.resident} has no collection code`);
        return scan({ kind: 'qr', text: `tasleem:code:${code}` });
      }
      case 'show-zone': {
        const lines = need(wallet.zoneOf(hand.resident), `the card of ${hand.resident} has no machine readable zone`);
        return scan({ kind: 'mrz', lines });
      }
      case 'remove-card':
        onReader = undefined;
        reader.remove();
        return true;
      case 'unplug-reader':
        return reader.cable('unplug');
      case 'plug-reader':
        return reader.cable('plug');
      case 'unplug-vault-reader':
        return vaultReader.cable('unplug');
      case 'plug-vault-reader':
        return vaultReader.cable('plug');
      case 'unplug-encoder':
        return encoderReader.cable('unplug');
      case 'plug-encoder':
        return encoderReader.cable('plug');
      case 'lay-on-desk':
        return desk.lay(hand.cardId);
      case 'lift-from-desk':
        return desk.lift();
      case 'take-document':
        return takeDocument();
      case 'push-back-document': {
        const { pushBack } = takenFrom === 'tray' ? cardPrinter.hand : vault.unit.hand;
        return need(pushBack(), 'there is no document to push back');
      }
      case 'take-receipt':
        return need(receiptPrinter.hand.takeTicket(), 'no receipt hangs out');
      case 'load-hopper':
        return cardPrinter.hand.loadHopper(hand.blanks);
      case 'change-ribbon':
        return cardPrinter.hand.changeRibbon();
      case 'change-paper':
        return receiptPrinter.hand.loadPaper();
      case 'empty-bins':
        return cardPrinter.hand.emptyBins();
      case 'load-slot':
        return vault.stock.load(hand.slot, hand.resident);
      case 'unload-slot':
        return need(vault.unit.hand.emptySlot(hand.slot), `no booklet lies in slot ${hand.slot}`);
      case 'empty-vault-retain':
        return vault.unit.hand.emptyRetain();
      case 'open-cover':
        return covers[hand.device].open();
      case 'close-cover':
        return covers[hand.device].close();
      case 'clear-jam':
        return covers[hand.device].clearJam();
    }
  };

  /** `card`: made when it is first taken out, and only where there is room for it. */
  const present = (who: string, card: () => VirtualCard) => {
    if (onReader) throw new BadCall(`the card of ${onReader} lies on the reader already`);
    const taken = card();
    onReader = who;
    reader.insert(taken);
    return true;
  };

  const scan = async (shown: Shown) => need((await scanner.hand.show(shown)) || undefined, 'the beam is off');

  const covers = {
    cardPrinter: {
      open: () => cardPrinter.hand.openCover(),
      close: () => cardPrinter.hand.closeCover(),
      clearJam: () => cardPrinter.hand.clearJam('reject'),
    },
    receiptPrinter: {
      open: () => receiptPrinter.hand.openCover(),
      close: () => receiptPrinter.hand.closeCover(),
      clearJam: () => receiptPrinter.hand.clearJam(),
    },
    documentVault: {
      open: () => vault.unit.hand.openDoor(),
      close: () => vault.unit.hand.closeDoor(),
      clearJam: () => vault.unit.hand.clearJam(),
    },
  };

  /** Out of the tray, or through the vault's shutter: whichever has something. */
  const takeDocument = () => {
    const card = cardPrinter.hand.takeCard();
    const taken = card ?? vault.unit.hand.takeBooklet();
    if (taken !== undefined) takenFrom = card === undefined ? 'vault' : 'tray';
    return need(taken, 'no document lies in the tray or in the open exit of the vault');
  };

  return {
    lay,
    /** Whose card lies on the reader. */
    onReader: () => onReader,
  };
}

function need<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new BadCall(otherwise);
  return value;
}
