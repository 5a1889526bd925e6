import { useBench } from './bench.ts';

export function Events() {
  const { events } = useBench();
  return (
    <section className="panel events">
      <h2>
        Events <span>newest first</span>
      </h2>
      <ol>
        {events.toReversed().map(({ number, at_ms, source, words }) => (
          <li key={number}>
            <time>{new Date(at_ms).toISOString().slice(11, 23)}</time>
            <b>{source}</b>
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
