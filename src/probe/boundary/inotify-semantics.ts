// The cases of `boundary-inotify-semantics` as scripts: what merges, what does not, and in which order.
// The key is the case's id; the recording's `description` says the same in words. Rules I1 to I7, F2 to F4, F9 to F12.

/** Watch descriptors 1 and 2 are the file and its directory where a case watches both. */
const FILE_AND_DIRECTORY = `
write a "old"
watch a all
watch . all
`;

export const SEMANTICS: Readonly<Record<string, string>> = {
  'same-tail': `
write a ""
watch . all
chmod 0600 a
chmod 0644 a
chmod 0600 a
chmod 0644 a
chmod 0600 a`,

  'alternating-names': `
write a ""
write b ""
watch . all
chmod 0600 a
chmod 0600 b
chmod 0644 a
chmod 0644 b
chmod 0600 a
chmod 0600 b`,

  runs: `
write a ""
write b ""
watch . all
chmod 0600 a
chmod 0644 a
chmod 0600 b
chmod 0644 b
chmod 0600 a`,

  writes: `
write a ""
watch a all
open f a O_WRONLY
put f "1"
put f "2"
put f "3"
put f "4"
close f`,

  'writes-two-wds': `
${FILE_AND_DIRECTORY}
open f a O_WRONLY
put f "1"
put f "2"
put f "3"
put f "4"
close f`,

  renames: `
write a ""
watch . all
mv a b
mv b a
mv a b
mv b a
mv a b
mv b a`,

  'rename-cookie': `
mkdir elsewhere
write a ""
watch . IN_MOVED_FROM
mv a elsewhere/a
mv elsewhere/a a
mv a elsewhere/a
mv elsewhere/a a
mv a elsewhere/a`,

  isdir: `
mkdir s
watch . all
chmod 0700 s
chmod 0755 s
chmod 0700 s`,

  'masked-between': `
write a ""
mkdir s
watch . IN_ATTRIB
chmod 0600 a
rmdir s
mkdir s
chmod 0644 a`,

  'read-between': `
write a ""
watch . all
chmod 0600 a
drain
chmod 0644 a`,

  'create-delete': `
watch . all
write t ""
rm t
write t ""
rm t
write t ""
rm t`,

  'create-only-mask': `
watch . IN_CREATE
write t ""
rm t
write t ""
rm t
write t ""
rm t`,

  ignored: `
write a ""
watch a all
unwatch 1
watch a all
unwatch 2`,

  'trunc-write': `
write a "old"
watch a all
write a "new"`,

  'trunc-write-empty': `
write a ""
watch a all
write a "new"`,

  'trunc-write-eager': `
reader eager
write a "old"
watch a all
write a "new"`,

  read: `
write a "hello"
watch a all
cat a
open f a
close f`,

  'read-eager': `
reader eager
write a "hello"
watch a all
cat a`,

  'getdents-eager': `
reader eager
write a ""
watch . all
ls .`,

  'symlink-nofollow': `
ln -s nowhere l
watch l IN_DONT_FOLLOW all
readlink l
lstat l
chown 0:0 l
rm l`,

  'mv-replace': `
${FILE_AND_DIRECTORY}
write b "new"
mv b a`,

  'mv-replace-fileonly': `
write a "old"
write b "new"
watch a all
mv b a
write a "newer"`,

  'mv-source': `
write a "old"
write b "new"
watch b all
mv b a
write a "newer"`,

  'unlink-open-fd': `
write a "old"
open f a
watch a all
rm a
drain
note [0]  --- close of the last fd ---
close f`,

  'unlink-hardlink': `
write a "old"
ln a b
watch a all
rm a`,

  'symlink-swap': `
mkdir v1
mkdir v2
write v1/f "1"
write v2/f "2"
ln -s v1 cur
watch cur all
watch cur/f all
ln -s v2 tmp
mv tmp cur`,

  'mask-replace': `
write a ""
watch w=first a IN_ATTRIB
watch w=second a IN_MODIFY
note [$first] #$second (wd of 1st add, cookie=wd of 2nd add)
append a "x"
chmod 0600 a`,

  'mask-add': `
write a ""
watch a IN_ATTRIB
watch a IN_MASK_ADD IN_MODIFY
append a "x"
chmod 0600 a`,

  'wd-no-reuse': `
write a ""
watch w=w1 a all
unwatch w1
watch w=w2 a all
unwatch w2
watch w=w3 a all
unwatch w3
watch w=w4 a all
unwatch w4
note [0]  wds [$w1, $w2, $w3, $w4]`,

  oneshot: `
write a ""
watch a IN_ATTRIB IN_ONESHOT
chmod 0600 a
chmod 0644 a`,

  'order-unlink': `
${FILE_AND_DIRECTORY}
rm a`,

  'order-rmdir': `
mkdir s
watch s all
watch . all
rmdir s`,

  'order-write': `
write a "old"
watch a IN_MODIFY
watch . IN_MODIFY
write a "new"`,
};
