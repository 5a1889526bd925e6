import { createTechnicianCard, type TechnicianCardKind, type TestPki, type VirtualCard } from '../cards/index.ts';
import { BadCall } from './bad-call.ts';

type Technician = {
  readonly id: string;
  /** As printed on the card. */
  readonly number: string;
  /** organizationalUnit of the certificate. */
  readonly unit: string;
  readonly card: TechnicianCardKind;
};

/** Those who know their way, and those who should not get in. */
const technicians: readonly Technician[] = [
  { id: 'amal', number: 'T-0042', unit: 'technician', card: 'genuine' },
  { id: 'bader', number: 'T-0017', unit: 'attendant', card: 'genuine' },
  { id: 'dana', number: 'T-0003', unit: 'supervisor', card: 'genuine' },
  { id: 'guest', number: 'T-0100', unit: 'visitors', card: 'genuine' },
  { id: 'expired', number: 'T-0051', unit: 'technician', card: 'expired' },
  { id: 'revoked', number: 'T-0066', unit: 'technician', card: 'revoked' },
  { id: 'copy', number: 'T-0042', unit: 'technician', card: 'cloned' },
  { id: 'stranger', number: 'T-0042', unit: 'technician', card: 'wrongAuthority' },
];

/** The numbers that the authority has taken back. */
export const revokedTechnicians = technicians.filter(({ card }) => card === 'revoked').map(({ number }) => number);

/** The technicians' cards, made when first taken out; a PIN's tries live as long as the card. */
export class TechnicianWallet {
  readonly #pki: TestPki;
  readonly #cards = new Map<string, VirtualCard>();

  constructor(pki: TestPki) {
    this.#pki = pki;
  }

  cardOf(id: string): VirtualCard {
    const technician = technicians.find((one) => one.id === id);
    if (!technician)
      throw new BadCall(`no technician is called "${id}": ${technicians.map((one) => one.id).join(', ')}`);
    const { number, unit, card: kind } = technician;
    const card = this.#cards.get(id) ?? createTechnicianCard(this.#pki, { number, name: `TEST ${id}`, unit, kind });
    this.#cards.set(id, card);
    return card;
  }

  list() {
    return technicians;
  }
}
