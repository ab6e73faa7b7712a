// Section 2.2: the edges of inotify and fsnotify.
import type { Claim } from './claim.ts';

/** A watch on a file, and another file moved over it. */
const MOVED_OVER = ['write f "v: 1"', 'watch f', 'write g "v: 2"', 'mv g f', 'write f "v: 3"'];

export const inotifyClaims: readonly Claim[] = [
  {
    id: '2.2.1',
    told: {
      en: 'fsnotify’s buffer holds 8192 bytes by default; what does not fit is lost.',
      zh: 'fsnotify 的事件缓冲区默认 8192 字节，超出部分会丢失。',
    },
    found: {
      en: 'What bounds is the kernel’s queue, fs.inotify.max_queued_events, 16384 events by default; the library’s read buffer only decides how much is read at once. 16,000 events of a stalled program all arrived.',
      zh: '起限制作用的是内核队列 fs.inotify.max_queued_events，默认 16384 个事件；库的读缓冲区只决定一次读多少。程序停顿时的 16,000 个事件全部送达。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-queue-default',
        expected: { path: 'cases[].counts[].CREATE', where: { field: 'created', matches: '^16000$' }, every: 16000 },
        replays: true,
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-queue-default',
        expected: { path: 'cases[].delivered', where: { field: 'id', matches: '^raw-read-64$' }, every: 2000 },
        replays: true,
      },
    ],
    sources: ['https://man7.org/linux/man-pages/man7/inotify.7.html'],
  },
  {
    id: '2.2.2',
    told: {
      en: 'When the buffer is full, later events are cut off silently.',
      zh: '缓冲区满之后，后续事件被静默截断。',
    },
    found: {
      en: 'Lost they are, the end of a watch among them. Silent it is not: the kernel queues IN_Q_OVERFLOW and fsnotify sends ErrEventOverflow. It is silent for those who do not receive from Errors.',
      zh: '确实会丢，连监视的结束也会丢。但不是静默：内核放入 IN_Q_OVERFLOW，fsnotify 发送 ErrEventOverflow。只有不接收 Errors 的程序才听不到。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'boundary-queue-default',
        expected: { path: 'cases[].counts[].CREATE', where: { field: 'created', matches: '^20000$' }, none: 20000 },
        replays: true,
      },
      { speaks: 'for', by: 'check', simulation: 'fault-noisy-neighbour', property: 'stays-armed', verdict: 'violated' },
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-queue-default',
        expected: { path: 'cases[].errors[]', where: { field: 'created', matches: '^20000$' }, matches: 'overflow$' },
        replays: true,
      },
      {
        speaks: 'against',
        by: 'probe',
        script: [
          'limit max_queued_events 1',
          'watch . IN_CREATE',
          'write a "1"',
          'write b "2"',
          'write c "3"',
          '',
          'Output:',
          '  inotify IN_CREATE wd=1 a',
          '  inotify IN_Q_OVERFLOW wd=-1',
        ],
      },
    ],
    sources: ['https://pkg.go.dev/github.com/fsnotify/fsnotify#ErrEventOverflow'],
  },
  {
    id: '2.2.3',
    told: {
      en: 'A WRITE, a CLOSE_WRITE and an ATTRIB within one millisecond are enough to overflow it.',
      zh: '同一毫秒内的 WRITE + CLOSE_WRITE + ATTRIB 三连事件就可能超出缓冲上限。',
    },
    found: {
      en: 'Three thousand such triples in a row, nobody reading: all 12,000 events were delivered.',
      zh: '连续三千组这样的三连事件，期间无人读取：12,000 个事件全部送达。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-queue-default',
        expected: {
          path: 'cases[].counts',
          where: { field: 'id', matches: '^raw-triple$' },
          every: { IN_OPEN: 3000, IN_MODIFY: 3000, IN_CLOSE_WRITE: 3000, IN_ATTRIB: 3000 },
        },
        replays: true,
      },
    ],
  },
  {
    id: '2.2.4',
    told: {
      en: 'What is lost to fsnotify on overflow is IN_CLOSE_WRITE, and so the reload is skipped.',
      zh: '溢出时丢弃的是 IN_CLOSE_WRITE，于是跳过了重载。',
    },
    found: {
      en: 'fsnotify does not ask the kernel for IN_CLOSE_WRITE, so there is none to lose: only Write is told.',
      zh: 'fsnotify 并不向内核订阅 IN_CLOSE_WRITE，因此无从丢失：只有 Write 被报告。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'probe',
        script: [
          'write f "v: 1"',
          'library fsnotify v1.9.0',
          'add f',
          'write f "v: 2"',
          '',
          'Output:',
          '  fsnotify WRITE f',
        ],
      },
      {
        speaks: 'against',
        by: 'probe',
        script: ['write f "v: 1"', 'watch f', 'write f "v: 2"', '', 'Output:', '  inotify IN_MODIFY wd=1'],
      },
    ],
    sources: ['https://github.com/fsnotify/fsnotify/blob/v1.9.0/backend_inotify.go'],
  },
  {
    id: '2.2.5',
    told: {
      en: 'A truncated queue is the typical cause of a hot reload that does not come.',
      zh: '事件被截断是配置热重载失败的典型根因。',
    },
    found: {
      en: 'An update of a ConfigMap is six events. What fails is the watch on the file: it ends with its inode at the first update, with an almost empty queue.',
      zh: '一次 ConfigMap 更新只有六个事件。失败的原因是监视了文件：第一次更新时监视就随 inode 结束，而队列几乎是空的。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'x2-second-update', property: 'stays-armed', verdict: 'violated' },
      { speaks: 'against', by: 'run', simulation: 'x2-second-update', never: 'overflow' },
    ],
  },
  {
    id: '2.2.6',
    told: {
      en: 'Add makes the kernel create a watch for the inode of that path.',
      zh: 'Add() 注册路径时，内核为该 inode 创建 inotify_watch。',
    },
    found: {
      en: 'Right: a name moved in its place is another inode, and writes to it are not told.',
      zh: '正确：移到原处的名字是另一个 inode，对它的写入不会被报告。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'probe',
        script: [
          ...MOVED_OVER,
          '',
          'Output:',
          '  inotify IN_ATTRIB wd=1',
          '  inotify IN_DELETE_SELF wd=1',
          '  inotify IN_IGNORED wd=1',
        ],
      },
    ],
    sources: ['https://man7.org/linux/man-pages/man7/inotify.7.html'],
  },
  {
    id: '2.2.7',
    told: {
      en: 'When another file is moved over the watched one, inotify tells IN_IGNORED.',
      zh: '文件被 mv 替换时，inotify 触发 IN_IGNORED。',
    },
    found: {
      en: 'Right, as the last of three: IN_ATTRIB, IN_DELETE_SELF, IN_IGNORED. What has ended is the watch; the inotify descriptor is as good as before.',
      zh: '正确，是三个事件中的最后一个：IN_ATTRIB、IN_DELETE_SELF、IN_IGNORED。结束的是 watch，inotify 的描述符仍然有效。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'probe',
        script: [
          ...MOVED_OVER,
          '',
          'Output:',
          '  inotify IN_ATTRIB wd=1',
          '  inotify IN_DELETE_SELF wd=1',
          '  inotify IN_IGNORED wd=1',
        ],
      },
    ],
  },
  {
    id: '2.2.8',
    told: {
      en: 'After that fsnotify watches the new inode by itself; fsnotify.WithoutFollow() controls it.',
      zh: '之后 fsnotify 会自动重新监听新 inode，由 fsnotify.WithoutFollow() 控制。',
    },
    found: {
      en: 'It tells Chmod and Remove, and then nothing, in seven releases; the program must add the path again. No release exports such an option.',
      zh: '七个版本都是先报 Chmod 和 Remove，然后再无消息；程序必须重新 Add。没有哪个版本导出这样的选项。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-mv-replace-then-write-fsnotify',
        expected: {
          path: 'cases[].variants[].events',
          every: [
            { w: 'file', op: 'CHMOD', name: 'f' },
            { w: 'file', op: 'REMOVE', name: 'f' },
          ],
        },
        replays: true,
      },
      {
        speaks: 'against',
        by: 'probe',
        script: [
          ...MOVED_OVER.map((line) => (line === 'watch f' ? 'add f' : line)).toSpliced(
            1,
            0,
            'library fsnotify v1.10.1',
          ),
          '',
          'Output:',
          '  fsnotify CHMOD f',
          '  fsnotify REMOVE f',
        ],
      },
    ],
    sources: ['https://pkg.go.dev/github.com/fsnotify/fsnotify#pkg-index'],
  },
  {
    id: '2.2.9',
    told: {
      en: 'A path more than 100 directories deep cannot be watched: ENOSPC.',
      zh: '目录深度超过 100 层时出现 ENOSPC 错误。',
    },
    found: {
      en: 'Depth does not matter: 2020 levels are watched without an error. What ends it is the length of a path, 4096 bytes, with ENAMETOOLONG.',
      zh: '深度无关紧要：2020 层也能正常监视。真正的界限是路径长度 4096 字节，错误是 ENAMETOOLONG。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-limits',
        expected: { path: 'cases[].results.2020', where: { field: 'id', matches: '^raw-depth$' }, every: 'ok' },
        replays: true,
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-limits',
        expected: {
          path: 'cases[].results.depth2000',
          where: { field: 'id', matches: '^fsnotify-depth$' },
          every: null,
        },
        replays: true,
      },
    ],
  },
  {
    id: '2.2.10',
    told: {
      en: 'When watch descriptors run out, the error is ENOSPC.',
      zh: 'watch 描述符耗尽时的错误是 ENOSPC。',
    },
    found: {
      en: 'Right: fs.inotify.max_user_watches, which counts per user over all processes of the node.',
      zh: '正确：受 fs.inotify.max_user_watches 限制，按用户计，跨节点上的所有进程。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'boundary-limits',
        expected: {
          path: 'cases[].results',
          where: { field: 'id', matches: '^raw-max_user_watches$' },
          matches: 'ENOSPC No space left on device$',
        },
        replays: true,
      },
      { speaks: 'for', by: 'check', simulation: 'fault-watch-limit', property: 'converges', verdict: 'violated' },
    ],
  },
  {
    id: '2.2.11',
    told: {
      en: 'fsnotify panics with "too many open files", because it does not limit its watches.',
      zh: 'fsnotify 会 panic: “too many open files”（未做 watch 限流）。',
    },
    found: {
      en: '"too many open files" is the text of EMFILE, which NewWatcher returns; no release panics, at any limit.',
      zh: '“too many open files”是 EMFILE 的文字，由 NewWatcher 作为错误返回；无论触及哪个上限，没有哪个版本会 panic。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-limits',
        expected: { path: 'cases[].panic', where: { field: 'id', matches: '^fsnotify-' }, every: false },
        replays: true,
      },
      { speaks: 'against', by: 'check', simulation: 'x9-instance-limit', property: 'never-crashes', verdict: 'holds' },
    ],
  },
];
