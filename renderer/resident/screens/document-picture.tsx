import type { DocumentType } from '../../../common/document.ts';
import type { CardPreview } from '../../../main/session/view.ts';
import { CardArt, PassportArt } from '../../design/illustrations/card-art.tsx';

type Props = {
  readonly documentType: DocumentType;
  readonly preview: CardPreview | undefined;
  readonly side?: 'front' | 'back';
  /** For those who listen, where the picture says more than the words beside it. */
  readonly label?: string;
};

/** The document as it will come out, masked; as long as it is not drawn yet, a sketch of its kind. */
export function DocumentPicture({ documentType, preview, side = 'front', label = '' }: Props) {
  if (preview) return <img className="document-picture" src={preview[side]} alt={label} draggable={false} />;
  return documentType === 'passport' ? <PassportArt /> : <CardArt kind="licence" />;
}
