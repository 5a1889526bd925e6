import { QrCode } from '../../design/components/qr-code.tsx';
import { Choice, InfoRow, Tag } from '../../design/components/rows.tsx';
import { Weave } from '../../design/components/weave.tsx';
import { ReceiptPaper, ReceiptSlot } from '../../design/illustrations/objects.tsx';
import { useWords } from '../../i18n/words.ts';
import { useSend, useView } from '../../store.ts';
import { Act, marksOf } from '../act.tsx';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

const step = { now: 'take', woven: 1 } as const;

/** The cloth is finished; what remains is whether somebody wants a proof on paper. */
export function ReceiptScreen({ screen }: { readonly screen: ScreenNamed<'receipt'> }) {
  const { t } = useWords();
  const { printerAvailable, moreToCollect } = screen;
  return (
    <Shell
      step={step}
      title={t('receipt.title')}
      lead={t(moreToCollect ? 'receipt.leadMore' : 'receipt.lead')}
      band={
        <div className="receipt-laid">
          <Weave cloth="middle" cell={5} done={1} />
          <ReceiptPaper />
        </div>
      }
      body={
        <div className="choices">
          <ReceiptChoice
            intent="receipt-print"
            icon="printer"
            title={t('receipt.print')}
            text={t(printerAvailable ? 'receipt.printText' : 'receipt.noPrinter')}
          />
          <ReceiptChoice intent="receipt-code" icon="mobile" title={t('receipt.code')} text={t('receipt.codeText')} />
          <ReceiptChoice intent="receipt-none" icon="check" title={t('receipt.none')} text={t('receipt.noneText')} />
        </div>
      }
    />
  );
}

type ReceiptChoiceProps = {
  readonly intent: 'receipt-print' | 'receipt-code' | 'receipt-none';
  readonly icon: 'printer' | 'mobile' | 'check';
  readonly title: string;
  readonly text: string;
};

function ReceiptChoice({ intent, ...words }: ReceiptChoiceProps) {
  const send = useSend();
  const allowed = useView().allowed.includes(intent);
  const ask = { type: intent };
  return <Choice {...words} marks={marksOf(ask)} disabled={!allowed} onPress={() => send(ask)} />;
}

export function ReceiptPrintingScreen() {
  const { t } = useWords();
  return (
    <Shell
      step={step}
      title={t('receiptPrinting.title')}
      lead={t('receiptPrinting.lead')}
      figure={<ReceiptSlot motion="printing" lit={false} />}
    />
  );
}

export function ReceiptTakeScreen() {
  const { t } = useWords();
  return (
    <Shell
      tone="now"
      step={step}
      title={t('receiptTake.title')}
      lead={t('receiptTake.lead')}
      figure={<ReceiptSlot motion="waiting" lit />}
    />
  );
}

export function ReceiptCodeScreen({ screen }: { readonly screen: ScreenNamed<'receipt-code'> }) {
  const { t } = useWords();
  const failed = screen.becausePrinterFailed;
  return (
    <Shell
      step={step}
      tag={
        failed && (
          <Tag kind="wait" icon="printer">
            {t('receiptCode.failedTag')}
          </Tag>
        )
      }
      title={t('receiptCode.title')}
      lead={t(failed ? 'receiptCode.failed' : 'receiptCode.lead')}
      figure={
        <div className="receipt-qr">
          <QrCode text={screen.url} label={t('receiptCode.qr')} size={560} />
        </div>
      }
      body={
        <ul className="rows">
          <InfoRow
            icon="receipt"
            title={<span className="number">{screen.reference}</span>}
            text={t('receiptCode.reference')}
          />
        </ul>
      }
      actions={<Act intent={{ type: 'finish' }} kind="primary" label={t('action.done')} otherwise="off" />}
    />
  );
}
