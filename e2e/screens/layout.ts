/**
 * Runs in the page: what a resident could not see, read or touch. Self-contained, because it is sent there as text.
 * Scenes are left out: they are drawn beyond their edges on purpose.
 */
export function layoutProblems(): string[] {
  const problems: string[] = [];
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
  const drawn =
    'svg, .scene, .weave, .unseen, .icon-tile, .scroll-list, .making-card, .entry-detail, dialog:not([open])';
  const place = document.querySelector('dialog[open]') ?? document.querySelector('.screen') ?? document.body;
  const visible = [...place.querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.closest(drawn) === null && element.getClientRects().length > 0,
  );

  for (const element of visible) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // A page of the technician's may be longer than the screen, never wider.
    const isScrolled = element.parentElement?.closest('[data-scrolls]') !== null;
    const isTooTall = !isScrolled && (top < -1 || bottom > innerHeight + 1);
    if (left < -1 || right > innerWidth + 1 || isTooTall) {
      problems.push(`${name(element)} leaves the screen: ${[left, top, right, bottom].map(Math.round).join(' ')}`);
    }
    if (getComputedStyle(element).display !== 'inline' && element.scrollWidth > element.clientWidth + 1) {
      problems.push(
        `${name(element)} is too narrow for what is in it: ${element.scrollWidth} in ${element.clientWidth}`,
      );
    }
  }

  const touch = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--touch'));
  for (const button of visible.filter((element) => element.tagName === 'BUTTON')) {
    const { width, height } = button.getBoundingClientRect();
    if (Math.min(width, height) < touch - 0.5) problems.push(`${name(button)} is below 20 mm: ${width} x ${height}`);
  }

  // What stands below each other in the frame must not lie over each other.
  const parts = [
    ...place.querySelectorAll<HTMLElement>(
      '.main > *, .sheet-body > *, .scroll > *, .order-words > *, .page > *, .machine > *',
    ),
  ];
  for (const [index, first] of parts.entries()) {
    for (const second of parts.slice(index + 1)) {
      if (first.parentElement !== second.parentElement || first.matches('.figure') || second.matches('.figure'))
        continue;
      const a = first.getBoundingClientRect();
      const b = second.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 2) problems.push(`${name(first)} and ${name(second)} overlap by ${Math.round(down)}`);
    }
  }

  const main = place.querySelector('.main');
  if (main && main.scrollHeight > main.clientHeight + 1) {
    problems.push(`the screen is too full: ${main.scrollHeight} in ${main.clientHeight}`);
  }
  for (const text of place.textContent?.match(/\{\{|\b[a-z]\w+(\.[a-z][\w-]+){2,}/g) ?? []) {
    problems.push(`words are missing: ${text}`);
  }
  return [...new Set(problems)];
}
