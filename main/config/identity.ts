/** Which cards a site accepts, in what order, and whom it trusts for each: 6 of the design, docs/configuration.md. */
import { z } from 'zod';
import { cardProfiles } from '../../devices/contract/index.ts';
import { civilIdFields } from '../identity/index.ts';

const file = z.string().min(1).max(200);
/** PEM files. */
const authorities = z.array(file).min(1);
const revocationLists = z.array(file).default([]);

const secondFactors = ['collection-code', 'mobile-id'] as const;
const pivSecondFactors = ['collection-code', 'chip-pin', 'mobile-id'] as const;

const piv = z.strictObject({
  profile: z.literal('piv'),
  authorities,
  revocationLists,
  /** What the service may ask for after this card; the order says nothing. */
  secondFactors: z
    .array(z.enum(pivSecondFactors))
    .min(1)
    .default([...pivSecondFactors]),
});

const icao = z
  .strictObject({
    profile: z.literal('icao'),
    authorities,
    revocationLists,
    secondFactors: z
      .array(z.enum(secondFactors))
      .min(1)
      .default([...secondFactors]),
    /** Where in DG1 the civil ID number stands. */
    civilIdField: z.enum(civilIdFields).default('optionalData'),
    copyProtection: z.enum(['required', 'ifOffered']).default('required'),
  })
  .refine((profile) => profile.copyProtection === 'required' || profile.secondFactors.join() === 'mobile-id', {
    path: ['secondFactors'],
    message: 'mobile-id alone, with copyProtection: ifOffered: a chip that may be a copy proves too little',
  });

const pearl = z.strictObject({
  profile: z.literal('pearl'),
  authorities,
  /** It has none: a card is valid for a short time instead. */
  revocationLists: z.array(file).max(0, 'nothing: a Pearl card is never revoked').default([]),
  secondFactors: z
    .array(z.enum(secondFactors))
    .min(1)
    .default([...secondFactors]),
});

const profile = z.discriminatedUnion('profile', [piv, icao, pearl], { error: cardProfiles.join(' | ') });

/**
 * `profiles`, the first that a card speaks decides; or `authorities` (and `revocationLists`) alone, for a site that
 * accepts PIV cards and no others.
 */
export const identitySchema = z
  .strictObject({
    profiles: z.array(profile).min(1).optional(),
    authorities: authorities.optional(),
    revocationLists: z.array(file).optional(),
  })
  .superRefine(({ profiles, ...short }, context) => {
    const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (!profiles && !short.authorities) issue(['authorities'], 'PEM files of the civil-ID authority, or profiles');
    for (const key of ['authorities', 'revocationLists'] as const) {
      if (profiles && short[key]) issue([key], 'each profile has its own: identity.profiles[]');
    }
    for (const [index, { profile: name }] of (profiles ?? []).entries()) {
      const first = profiles?.findIndex((other) => other.profile === name);
      if (first !== index) issue(['profiles', index, 'profile'], 'each profile once');
    }
  })
  .transform(({ profiles, authorities: alone = [], revocationLists: lists = [] }) => ({
    profiles: profiles ?? [
      {
        profile: 'piv' as const,
        authorities: alone,
        revocationLists: lists,
        secondFactors: [...pivSecondFactors] as (typeof pivSecondFactors)[number][],
      },
    ],
  }));
