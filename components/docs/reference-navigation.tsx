import type { Reference } from '@/lib/server/api/reference'

/** The chapters of the reference: beside it on a wide screen, folded above it on a narrow one. */
export function ReferenceNavigation({ reference }: { reference: Reference }) {
  return (
    <>
      <details className="rounded-control border px-4 py-3 lg:hidden">
        <summary className="font-[550] text-sm">Contents</summary>
        <nav aria-label="Contents" className="pt-4">
          <Chapters reference={reference} />
        </nav>
      </details>
      <nav
        aria-label="Contents"
        className="sticky top-[calc(var(--header-height)+1.5rem)] hidden max-h-[calc(100dvh-var(--header-height)-3rem)] overflow-y-auto pb-6 lg:block"
      >
        <Chapters reference={reference} />
      </nav>
    </>
  )
}

function Chapters({ reference }: { reference: Reference }) {
  return (
    <ul className="grid gap-5 text-sm">
      {reference.groups.map(({ name, routes }) => (
        <li key={name} className="grid gap-1.5">
          <a href={`#${name.toLowerCase()}`} className="eyebrow hover:text-ink">
            {name}
          </a>
          <ul className="grid gap-0.5 border-l">
            {routes.map(({ id, summary }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="-ml-px block border-transparent border-l py-1 pl-3 text-ink-muted hover:border-accent hover:text-ink"
                >
                  {summary}
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
      <li>
        <a href="#shapes" className="eyebrow hover:text-ink">
          Shapes
        </a>
      </li>
    </ul>
  )
}
