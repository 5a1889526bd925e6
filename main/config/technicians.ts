import { z } from 'zod';
import { technicianRoles } from '../technician/view.ts';

const text = z.string().min(1).max(200);
const role = z.enum(technicianRoles);

/** Who may come in with a card, and what they may do. Without this section nobody can. */
export const techniciansSchema = z.strictObject({
  /** PEM files with the certificates of the technicians' authority: roots and intermediates. */
  authorities: z.array(text).min(1),
  /** PEM files with its revocation lists. */
  revocationLists: z.array(text).default([]),
  roles: z
    .strictObject({
      /** By organizationalUnit of the card's certificate. */
      units: z
        .record(text, role)
        .default({ attendant: 'attendant', technician: 'technician', supervisor: 'supervisor' }),
      /** By number of the card; wins over its unit. */
      cards: z
        .record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'must be the number of a card'), role)
        .default({}),
    })
    .prefault({}),
  /** Without a touch for this long, a technician's visit ends by itself ... */
  idle_s: z.number().min(30).max(1800).default(180),
  /** ... and after this long whatever is touched. */
  atMost_s: z.number().min(300).max(28_800).default(3600),
});
