import { removeAddressAction, requestAddressAction, setMailScheduleAction } from '@/app/settings/mail-actions'
import { MailCard } from '@/components/settings/mail-card'
import { findOwnMail } from '@/lib/mail/addresses'
import { sendsMail } from '@/lib/server/mail/mail-tools'
import { runtime } from '@/lib/server/runtime'

/** The e-mail address of the person who is logged in; nothing where no mail is sent and they have given none. */
export async function OwnMailAddress({ userId }: { userId: number }) {
  const mail = await findOwnMail(runtime().db, userId)
  if (!sendsMail() && mail === null) return null
  return (
    <MailCard
      mail={mail}
      isOffered={sendsMail()}
      request={requestAddressAction}
      setSchedule={setMailScheduleAction}
      remove={removeAddressAction}
    />
  )
}
