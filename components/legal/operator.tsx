/** Who runs the instance, and how to reach them. */
export function Operator({ name, contact }: { name: string | undefined; contact: string | undefined }) {
  if (name === undefined && contact === undefined)
    return <p>Whoever runs this instance has not said who they are (MTP_OPERATOR_NAME, MTP_OPERATOR_CONTACT).</p>
  return (
    <p>
      {name ?? 'Whoever runs this instance'}
      {contact !== undefined && (
        <>
          {name === undefined ? ' can be reached at ' : ', '}
          <a href={/^https?:/.test(contact) ? contact : `mailto:${contact}`} className="text-link">
            {contact}
          </a>
        </>
      )}
      .
    </p>
  )
}
