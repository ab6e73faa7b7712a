// The button that opens the dialog for links, exports and files; the dialog is loaded then.
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useMessages } from '../playground-context.ts';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));

export function ShareButton(): ReactNode {
  const { share } = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {share.title}
      </button>
      <Suspense fallback={null}>{isOpen ? <ShareDialog onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
