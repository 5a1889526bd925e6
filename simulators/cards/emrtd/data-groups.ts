/** The files of the LDS (Doc 9303-10, 4). Written from the standard, byte by byte. */
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import type { FaceImage } from '../faces/face.ts';
import { ber } from '../os/ber.ts';
import { civilDateDigits } from './dates.ts';

export type GroupNumber = 1 | 2 | 11 | 12 | 14 | 15;
/** Tags of the groups, as EF.COM lists them (table 38). */
const groupTags: Readonly<Record<GroupNumber, number>> = {
  1: 0x61,
  2: 0x75,
  11: 0x6b,
  12: 0x6c,
  14: 0x6e,
  15: 0x6f,
};

export function dataGroup1(zone: readonly string[]): Bytes {
  return ber(0x61, ber(0x5f1f, ascii(zone.join(''))));
}

/** One face in a CBEFF template (4.7; ISO/IEC 7816-11). */
export function biometricFace(tag: number, face: FaceImage): Bytes {
  const header = ber(
    0xa1,
    ber(0x80, Uint8Array.of(1, 1)),
    ber(0x81, Uint8Array.of(2)),
    ber(0x87, Uint8Array.of(1, 1)),
    ber(0x88, Uint8Array.of(0, 8)),
  );
  const template = ber(0x7f60, header, ber(0x5f2e, faceRecord(face)));
  return ber(tag, ber(0x7f61, ber(0x02, Uint8Array.of(1)), template));
}

/**
 * The same by ISO/IEC 39794-5: a structured record (7F2E), its version, and two representations of the face, each with its
 * number, its kind of picture and the picture. The second one is turned about: a reader that takes it is found out.
 */
export function extensibleFace(tag: number, face: FaceImage): Bytes {
  const header = ber(0xa1, ber(0x80, Uint8Array.of(1, 1)), ber(0x81, Uint8Array.of(2)), ber(0x87, Uint8Array.of(1, 1)));
  const version = ber(0xa0, ber(0x80, Uint8Array.of(3)), ber(0x81, number(2019, 2)));
  const picture = ({ format, bytes }: FaceImage) =>
    ber(0xa1, ber(0xa0, ber(0x80, bytes), ber(0xa1, ber(0xa0, ber(0x80, Uint8Array.of(format === 'jpeg' ? 2 : 3))))));
  const representation = (at: number, image: FaceImage) => ber(0x30, ber(0x80, Uint8Array.of(at)), picture(image));
  const other = {
    ...face,
    bytes: concatBytes(face.bytes.slice(0, 12), Uint8Array.from(face.bytes.slice(12)).reverse()),
  };
  const record = ber(0xa1, version, ber(0xa1, representation(1, face), representation(2, other)));
  return ber(tag, ber(0x7f61, ber(0x02, Uint8Array.of(1)), ber(0x7f60, header, ber(0x7f2e, record))));
}

/** ISO/IEC 19794-5:2005, 5: record header, one facial block without feature points, the image as a file. */
function faceRecord({ format, bytes, width, height }: FaceImage): Bytes {
  const block = 20 + 12 + bytes.length;
  const header = concatBytes(ascii('FAC\x00010\x00'), number(14 + block, 4), number(1, 2));
  const information = concatBytes(
    number(block, 4),
    number(0, 2), // feature points
    new Uint8Array(3), // gender, eye and hair colour: not told
    new Uint8Array(3), // properties
    new Uint8Array(2), // expression
    new Uint8Array(6), // pose and its uncertainty
  );
  const fullFrontal = 1;
  const image = concatBytes(
    Uint8Array.of(fullFrontal, format === 'jpeg' ? 0 : 1),
    number(width, 2),
    number(height, 2),
    Uint8Array.of(1, 0), // sRGB, source not told
    number(0, 2), // device
    number(0, 2), // quality
  );
  return concatBytes(header, information, image, bytes);
}

export type PersonDetails = { readonly fullName: string; readonly personalNumber: string; readonly birthDate: string };

/** 4.7: full name in the script of the country, personal number, full date of birth. */
export function dataGroup11({ fullName, personalNumber, birthDate }: PersonDetails): Bytes {
  return ber(
    0x6b,
    ber(0x5c, Uint8Array.of(0x5f, 0x0e, 0x5f, 0x10, 0x5f, 0x2b)),
    ber(0x5f0e, Buffer.from(fullName, 'utf8')),
    ber(0x5f10, ascii(personalNumber)),
    ber(0x5f2b, ascii(civilDateDigits(birthDate))),
  );
}

/** 4.7: issuing authority and date of issue. */
export function dataGroup12(authority: string, issueDate: string): Bytes {
  return ber(
    0x6c,
    ber(0x5c, Uint8Array.of(0x5f, 0x19, 0x5f, 0x26)),
    ber(0x5f19, ascii(authority)),
    ber(0x5f26, ascii(civilDateDigits(issueDate))),
  );
}

/** 4.6: LDS 1.7, Unicode 4.0.0 and the tags of what there is. */
export function commonData(groups: readonly GroupNumber[]): Bytes {
  const tags = Uint8Array.from(groups.map((group) => groupTags[group]));
  return ber(0x60, ber(0x5f01, ascii('0107')), ber(0x5f36, ascii('040000')), ber(0x5c, tags));
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function number(value: number, length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 0xff);
}
