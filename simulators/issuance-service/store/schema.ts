/** The same tables in every database; only the names of types differ. */
export type Dialect = {
  /** Numbers rows in the order in which they came. */
  readonly serial: string;
  readonly integer: string;
  readonly flag: string;
  readonly json: string;
  readonly tableEnd: string;
};

export function schemaSql({ serial, integer, flag, json, tableEnd }: Dialect): string {
  return `
CREATE TABLE person (
  civil_id     TEXT PRIMARY KEY,
  name         ${json} NOT NULL,
  phone_ending TEXT NOT NULL,
  code         TEXT NOT NULL,
  wrong_codes  ${integer} NOT NULL DEFAULT 0,
  locked       ${flag} NOT NULL DEFAULT FALSE
) ${tableEnd};
CREATE TABLE message (
  serial   ${serial},
  civil_id TEXT NOT NULL REFERENCES person (civil_id),
  at_ms    ${integer} NOT NULL,
  words    ${json} NOT NULL
) ${tableEnd};
CREATE INDEX message_to ON message (civil_id, serial);

CREATE TABLE service_order (
  serial   ${serial},
  order_id TEXT NOT NULL UNIQUE,
  holder   TEXT NOT NULL REFERENCES person (civil_id),
  facts    ${json} NOT NULL,
  document ${json},
  document_number TEXT UNIQUE,
  vault_kiosk     TEXT,
  vault_slot      ${integer},
  CHECK ((vault_kiosk IS NULL) = (vault_slot IS NULL)),
  -- One slot holds one booklet.
  UNIQUE (vault_kiosk, vault_slot)
) ${tableEnd};
CREATE INDEX service_order_of ON service_order (holder, serial);

CREATE TABLE collection (
  collection_id TEXT PRIMARY KEY,
  civil_id      TEXT NOT NULL REFERENCES person (civil_id),
  until_ms      ${integer} NOT NULL,
  accepted      ${flag} NOT NULL,
  second_factor TEXT NOT NULL,
  phone_until_ms ${integer},
  phone_answer  TEXT
) ${tableEnd};

CREATE TABLE issuance (
  serial          ${serial},
  issuance_id     TEXT NOT NULL,
  order_id        TEXT NOT NULL REFERENCES service_order (order_id),
  collection_id   TEXT NOT NULL REFERENCES collection (collection_id),
  kiosk_id        TEXT NOT NULL,
  start_before_ms ${integer} NOT NULL,
  lapsed          ${flag} NOT NULL DEFAULT FALSE,
  ended           ${flag} NOT NULL DEFAULT FALSE,
  CONSTRAINT one_issuance_id UNIQUE (issuance_id)
) ${tableEnd};
CREATE INDEX issuance_of ON issuance (order_id, serial);
-- The rules see to it; should they ever fail, the database refuses the second claim of an order.
CREATE UNIQUE INDEX one_open_issuance ON issuance (order_id) WHERE NOT lapsed AND NOT ended;

CREATE TABLE event (
  issuance_id TEXT NOT NULL REFERENCES issuance (issuance_id),
  ordinal     ${integer} NOT NULL,
  entry_id    TEXT NOT NULL,
  kind        TEXT NOT NULL,
  at_ms       ${integer} NOT NULL,
  kiosk_id    TEXT NOT NULL,
  note        TEXT,
  PRIMARY KEY (issuance_id, ordinal),
  UNIQUE (issuance_id, entry_id)
) ${tableEnd};

CREATE TABLE ruling (
  issuance_id TEXT PRIMARY KEY REFERENCES issuance (issuance_id),
  outcome     TEXT NOT NULL,
  ruled_by    TEXT NOT NULL,
  why         TEXT NOT NULL,
  ruled_ms    ${integer} NOT NULL
) ${tableEnd};

CREATE TABLE answer (
  serial  ${serial},
  key     TEXT NOT NULL,
  request TEXT NOT NULL,
  body    ${json} NOT NULL,
  CONSTRAINT one_answer UNIQUE (key)
) ${tableEnd};
`;
}
