/** The mark: a path that winds to the horizon, and a viewpoint at its end. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <circle cx="16" cy="16" r="16" className="fill-accent" />
      <path
        d="M8.6 27.2c2.2-3.4 9.6-3.6 10-7.1.3-3-6.8-3.2-6.6-6.3.1-1.9 2.4-2.9 4.6-3.2l.3 1.1c-1.4.3-2.6.9-2.6 1.9.1 2.1 9.3 2.2 9.5 6.4.2 3.9-6.3 5.2-7.2 9.9a13.6 13.6 0 0 1-8-2.7Z"
        className="fill-on-accent"
      />
      <circle cx="19.8" cy="8.6" r="2.6" className="fill-viewpoint dark:fill-[#c4470b]" />
    </svg>
  )
}
