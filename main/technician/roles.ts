/** What each role may look at and ask for. Attendants bring supplies and clean; the rest is for who knows the devices. */
import { type TechnicianPage, type TechnicianRole, technicianPages } from './view.ts';

const pages: Readonly<Record<TechnicianRole, readonly TechnicianPage[]>> = {
  attendant: ['overview', 'devices'],
  technician: technicianPages,
  supervisor: technicianPages,
};

export function pagesOf(role: TechnicianRole): readonly TechnicianPage[] {
  return pages[role];
}

export function mayOpen(role: TechnicianRole, page: TechnicianPage): boolean {
  return pages[role].includes(page);
}
