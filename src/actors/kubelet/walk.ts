// The two directory walks of the kubelet: filepath.Walk over the old version, walkDeep over the whole volume.
//
// Source: golang/go src/path/filepath/path.go (Walk) as pathsToRemove calls it, and walkDeep of
// kubernetes/kubernetes pkg/volume/volume_linux.go. They differ in three ways: Walk sorts, visits a directory
// before its entries, and the visitor of pathsToRemove takes no error seriously. Rules K33, K48.
import { type Failure, failed } from '../../kernel/system-call.ts';
import { join, readDirectory } from './go-os.ts';
import { ask, type KeptStat, OK, type Ok, type Procedure } from './procedure.ts';

/** filepath.Walk: the paths below `root`, relative to it. What cannot be read is passed over, as its visitor does. */
export function* walkPaths(root: string): Procedure<readonly string[]> {
  const found = yield* ask({ call: 'lstat', path: root });
  return failed(found) || found.kind !== 'dir' ? [] : yield* pathsIn(root, '');
}

function* pathsIn(root: string, below: string): Procedure<readonly string[]> {
  const read = yield* readDirectory(below === '' ? root : join(root, below));
  if (failed(read)) return [];
  const paths: string[] = [];
  for (const name of [...read.names].sort()) {
    const path = below === '' ? name : join(below, name);
    const found = yield* ask({ call: 'lstat', path: join(root, path) });
    paths.push(path);
    if (!failed(found) && found.kind === 'dir') paths.push(...(yield* pathsIn(root, path)));
  }
  return paths;
}

/** walkDeep: visits entries in readdir order, and a directory after its entries; the first error ends it. */
export function* walkDeep(
  root: string,
  visit: (path: string, stat: KeptStat) => Procedure<unknown>,
): Procedure<Ok | Failure> {
  const found = yield* ask({ call: 'lstat', path: root });
  if (failed(found)) return found;
  if (found.kind === 'dir') {
    const read = yield* readDirectory(root);
    if (failed(read)) return read;
    for (const name of read.names) {
      const walked = yield* walkDeep(join(root, name), visit);
      if (failed(walked)) return walked;
    }
  }
  yield* visit(root, found);
  return OK;
}
