/** What text inputs, text areas and selects share. */
export const controlClasses =
  'w-full rounded-control border border-line-strong/70 bg-surface px-3 text-sm text-ink placeholder:text-ink-faint transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-danger'
