// A version as a badge: a number on a disc of its colour, or a sign; never a colour alone.
import type { ReactNode } from 'react';
import { badgesOf } from '../view/badges.ts';
import type { Glyph } from '../view/glyphs.ts';
import { useMessages } from './playground-context.ts';

export function Badge({ glyph }: { readonly glyph: Glyph }): ReactNode {
  const { web } = useMessages();
  return (
    <span className="badges" role="img" aria-label={web.version(glyph.text)}>
      {badgesOf(glyph).map(({ text, isVersion, role }) => (
        <span key={text} className={`${isVersion ? 'badge disc' : 'badge'} role-${role}`} aria-hidden="true">
          {text}
        </span>
      ))}
    </span>
  );
}
