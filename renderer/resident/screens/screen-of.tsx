import { lazy, Suspense } from 'react';
import type { Screen } from '../../../main/session/view.ts';
import { AttractScreen } from './attract.tsx';
import { CodeScreen } from './code.tsx';
import { ConfirmScreen } from './confirm.tsx';
import { DocumentKeyScreen } from './document-key.tsx';
import { DocumentsScreen } from './documents.tsx';
import { MakingScreen } from './making.tsx';
import { NoticeScreen } from './notice.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { PhoneScreen } from './phone.tsx';
import { PinScreen } from './pin.tsx';
import { ReadingScreen } from './reading.tsx';
import { ReceiptCodeScreen, ReceiptPrintingScreen, ReceiptScreen, ReceiptTakeScreen } from './receipt.tsx';
import { ReturnOldScreen } from './return-old.tsx';
import { StartingScreen } from './starting.tsx';
import { RetractingScreen, TakeScreen } from './take.tsx';
import { ThanksScreen } from './thanks.tsx';

/** Of no use to a resident: loaded when the first technician comes. */
const TechnicianScreen = lazy(() => import('../../technician/index.tsx'));

export function ScreenOf({ screen }: { readonly screen: Screen }) {
  switch (screen.name) {
    case 'starting':
      return <StartingScreen />;
    case 'attract':
      return <AttractScreen screen={screen} />;
    case 'reading':
      return <ReadingScreen />;
    case 'code':
      return <CodeScreen screen={screen} />;
    case 'document-key':
      return <DocumentKeyScreen screen={screen} />;
    case 'pin':
      return <PinScreen screen={screen} />;
    case 'phone':
      return <PhoneScreen screen={screen} />;
    case 'documents':
      return <DocumentsScreen screen={screen} />;
    case 'confirm':
      return <ConfirmScreen screen={screen} />;
    case 'return-old':
      return <ReturnOldScreen screen={screen} />;
    case 'making':
      return <MakingScreen screen={screen} />;
    case 'take':
      return <TakeScreen screen={screen} />;
    case 'retracting':
      return <RetractingScreen screen={screen} />;
    case 'receipt':
      return <ReceiptScreen screen={screen} />;
    case 'receipt-printing':
      return <ReceiptPrintingScreen />;
    case 'receipt-take':
      return <ReceiptTakeScreen />;
    case 'receipt-code':
      return <ReceiptCodeScreen screen={screen} />;
    case 'thanks':
      return <ThanksScreen screen={screen} />;
    case 'notice':
      return <NoticeScreen screen={screen} />;
    case 'out-of-service':
      return <OutOfServiceScreen screen={screen} />;
    case 'technician-pin':
    case 'technician-waiting':
    case 'technician':
      return (
        <Suspense fallback={null}>
          <TechnicianScreen screen={screen} />
        </Suspense>
      );
  }
}
