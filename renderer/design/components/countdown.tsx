import { useEffect, useState } from 'react';

/** Seconds at which a countdown is said aloud: often enough to act, not so often that it talks over everything. */
const ANNOUNCED = new Set([60, 30, 20, 10, 5, 3]);

const RADIUS = 112;
const LENGTH = 2 * Math.PI * RADIUS;

type CountdownProps = {
  readonly remaining_s: number;
  readonly total_s: number;
  readonly number: string;
  /** What is said at the seconds that are announced. */
  readonly announcement: string;
};

export function Countdown({ remaining_s, total_s, number, announcement }: CountdownProps) {
  const share = total_s > 0 ? Math.min(1, Math.max(0, remaining_s / total_s)) : 0;
  return (
    <div className="countdown" role="timer">
      <svg viewBox="0 0 248 248" aria-hidden="true">
        <circle className="countdown-track" cx="124" cy="124" r={RADIUS} />
        <circle
          className="countdown-left"
          cx="124"
          cy="124"
          r={RADIUS}
          strokeDasharray={`${LENGTH * share} ${LENGTH}`}
          transform="rotate(-90 124 124)"
        />
      </svg>
      <b className="number">{number}</b>
      <Announcement say={ANNOUNCED.has(remaining_s)} text={announcement} />
    </div>
  );
}

/** A live region that changes only when there is something to say. */
function Announcement({ say, text }: { readonly say: boolean; readonly text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (say) setSaid(text);
  }, [say, text]);
  return (
    <span className="unseen" role="status" aria-live="assertive">
      {said}
    </span>
  );
}
