// 简体中文: what only the page says.
import type { WebMessages } from './web-messages.ts';

const web: WebMessages = {
  title: (simulation) => `${simulation} · reload-sim`,
  skip: '跳到下一步',
  lanes: {
    api: 'API 服务器',
    kubelet: 'kubelet',
    sidecar: '边车',
    volume: '卷',
    inotify: 'inotify 队列',
    watcher: '监视器',
    app: '应用',
    requests: '请求',
  },
  arrows: {
    message: '一条消息',
    write: '文件的一次改动',
    event: '一个通知',
    read: '读到的内容',
    request: '一个应答',
  },
  regions: {
    settings: '正在播放的内容',
    status: '运行所处的位置',
    transport: '在运行中移动',
    requests: '用户得到什么',
    branches: '试过的运行',
  },
  timing: {
    label: '时间',
    prompt: { name: 'prompt 计时', help: '只有当谁都无事可做时，时间才会前进。' },
    any: { name: 'any 计时', help: '每个进程都可以任意地慢。' },
  },
  theme: { label: '颜色', system: '跟随系统', light: '浅色', dark: '深色' },
  language: '语言',
  change: '更改',
  users: { none: '还没有请求', get: (status) => `用户得到 ${status}` },
  timeline: {
    picture: (columns) => `这次运行的泳道，共 ${columns} 列；下面的句子说明每一步。`,
    scroll: '整个运行，时间向右',
    goTo: '运行中的位置',
    place: (at, of) => `第 ${at} 步，共 ${of} 步`,
    pointOfNoReturn: (properties) => `无法挽回：${properties}`,
    pointOfNoReturnHelp: (properties) => `不归点：从这里起，任何顺序都会违反 ${properties}。`,
  },
  version: (text) => `版本 ${text}`,
  volume: {
    names: '名称',
    inodes: 'inode',
    watches: '监视',
    inode: (ino) => `inode ${ino}`,
    links: (count) => `${count} 个链接`,
    noName: '已没有名称',
    leadsTo: (target) => `→ ${target}`,
    dead: '再也听不到',
    alive: '监视这个 inode',
  },
  chart: { picture: (state) => `重载循环的状态图；现在处于 ${state}。`, rules: '策略的规则' },
  choices: {
    usual: '照旧继续',
    blocked: (count) => `${count} 个不能动，以及原因`,
    leadsTo: (properties) => `违反 ${properties}`,
  },
  rule: {
    open: (id) => `规则 ${id}：内容与出处`,
    source: '出处',
    unknown: '列表中没有这条规则。',
  },
  verdicts: {
    property: '性质',
    fromHere: '从这里起',
    fromStart: '从头开始的每种顺序',
    play: (steps) => `播放，共 ${steps} 步`,
    playFromStart: (steps) => `从头播放，共 ${steps} 步`,
  },
  link: {
    copied: '到此处的链接已复制。',
    copyYourself: '本页的地址就是到此处的链接。',
    problem: (what) => `无法打开这个链接：${what}。`,
  },
  close: '关闭',
  play: '播放',
  pause: '暂停',
  search: '输入以查找',
};

export const zhWeb = { web } as const;
