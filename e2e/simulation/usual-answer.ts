import type { Intent, Screen } from '../../main/session/index.ts';

/** What anybody touches on a screen that asks for one thing; undefined where people differ, or only wait. */
export function usualAnswer(screen: Screen, code: string): Intent | undefined {
  switch (screen.name) {
    case 'code': {
      const digit = code[screen.entered];
      return digit === undefined ? { type: 'submit-code' } : { type: 'digit', digit };
    }
    case 'pin': {
      const digit = code[screen.entered];
      if (screen.state !== 'typing') return undefined;
      return digit === undefined ? { type: 'submit-code' } : { type: 'digit', digit };
    }
    case 'documents':
      return screen.highlighted === undefined
        ? { type: 'finish' }
        : { type: 'choose-order', orderId: screen.highlighted };
    case 'confirm':
      return { type: 'confirm' };
    case 'return-old':
      return { type: 'old-returned' };
    case 'receipt-code':
    case 'thanks':
      return { type: 'finish' };
    default:
      return undefined;
  }
}
