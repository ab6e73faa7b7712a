// Whether a handler has left the shared objects as they were: only then is a checkpoint all that there is. Rule H8.
import { fs, promises, Stats } from 'sandbox/files';
import { path } from 'sandbox/path';
import { YAML } from 'sandbox/serve';
import { Watcher } from 'sandbox/watcher';

const { getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

/** Has the handler left the shared objects as they were? Only then is a checkpoint all that there is. */
function intact() {
  const looked = [globalThis, Object, Array, Map, Set, Promise, String, Number, JSON, Math, Reflect, promises, fs, path]
    .flatMap((each) => (typeof each === 'function' ? [each, each.prototype] : [each]))
    .concat([Error.prototype, RegExp.prototype, Function.prototype, Stats.prototype, Watcher.prototype, YAML, console]);
  const look = (each) => ownKeys(each).map((key) => getOwnPropertyDescriptor(each, key));
  const before = looked.map(look);
  return () =>
    looked.map(look).every((descriptors, index) => {
      const first = before[index];
      const isSame = ({ value, get }, at) => Object.is(value, first[at].value) && get === first[at].get;
      return descriptors.length === first.length && descriptors.every(isSame);
    });
}

let untouched = () => true;

/** From now on whatever changes is noticed. */
export function watchShared() {
  untouched = intact();
}

export function isIntact() {
  return untouched();
}
