/** The OpenAPI document as a judge: what comes in is refused, what goes out is a bug, when it is not as agreed. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { contractDocument } from './generated/contract-document.ts';

export type SchemaName =
  | 'CollectionRequest'
  | 'CollectionStart'
  | 'CodeAttempt'
  | 'CodeVerdict'
  | 'CodeRequestVerdict'
  | 'ProofVerdict'
  | 'PhoneAnswer'
  | 'DocumentData'
  | 'ClaimRequest'
  | 'ClaimVerdict'
  | 'IssuanceEvent'
  | 'EventReceipt'
  | 'ChipScriptRequest'
  | 'ChipScript'
  | 'VaultLoading'
  | 'LoadingVerdict'
  | 'VaultContents'
  | 'VaultUnloading'
  | 'UnloadingVerdict'
  | 'Heartbeat'
  | 'Problem';

const ajv = new Ajv2020({ strict: false, allErrors: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(contractDocument as object, 'contract');
const compiled = new Map<SchemaName, ValidateFunction>();

/** Plain words for the first thing that is not as agreed; undefined when all is. */
export function disagreement(name: SchemaName, value: unknown): string | undefined {
  let validate = compiled.get(name);
  if (!validate) {
    validate = ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    compiled.set(name, validate);
  }
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || '(whole)'} ${error?.message ?? ''}`.trim();
}
