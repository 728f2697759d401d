import { Notice } from '@/components/ui/notice'
import { LoginLink } from './login-link'

/** Shown on every page while imports of the user wait for a login. */
export function WaitingForLogin({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <Notice
      tone="warning"
      title={count === 1 ? 'One import waits for your login' : `${count} imports wait for your login`}
      action={<LoginLink isAgain />}
      className="rounded-none! px-4 sm:px-6"
    >
      Mapillary no longer accepts the last one. {count === 1 ? 'It goes on by itself' : 'They go on by themselves'}{' '}
      after you log in again.
    </Notice>
  )
}
