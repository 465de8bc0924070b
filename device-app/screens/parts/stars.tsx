const STAR = 'M12 2.2 15 8.6 22 9.5 16.9 14.4 18.2 21.4 12 18 5.8 21.4 7.1 14.4 2 9.5 9 8.6Z';
const PLACES = [1, 2, 3, 4, 5] as const;

/** As many full stars as the level, out of five. */
export function Stars({ count }: { readonly count: number }) {
  return (
    <svg className="stars" viewBox="0 0 132 24" aria-hidden="true" focusable="false">
      {PLACES.map((place) => (
        <path
          key={place}
          className={place <= count ? 'star-full' : 'star-empty'}
          d={STAR}
          transform={`translate(${(place - 1) * 27} 0)`}
        />
      ))}
    </svg>
  );
}
