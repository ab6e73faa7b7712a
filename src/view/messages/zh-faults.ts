// 简体中文: what happens when a fault does.
import type { Messages } from './messages.ts';

export const faults: Messages['faults'] = {
  'kubelet-crash': () => 'kubelet 被杀死；systemd 在 10 s 后重新启动它',
  'watch-delay': () => 'kubelet 对 ConfigMap 的 watch 断开；它稍后重新 list',
  'invalid-yaml': (key) => `有人对 ${key} apply 了无法解析的值`,
  'empty-payload': (key) => `有人对 ${key} apply 了空值`,
  'key-removed': (key) => `有人 apply 了缺少 ${key} 的 ConfigMap`,
  'slow-app': () => '应用进程停顿了一段时间',
  'container-crash': () => '应用进程被杀死；它的容器重新启动',
  'noisy-neighbour': () => '繁忙目录里突然冒出大量文件，inotify 队列溢出',
  'watch-limit': () => '该用户的 inotify 监视已用尽：Add 返回 ENOSPC',
  'instance-limit': () => '该用户的 inotify 实例已用尽：NewWatcher 返回 EMFILE',
  'held-fd': (file) => `另一个进程打开 ${file} 并一直持有`,
  'clock-step': () => '节点时钟被往回拨',
};
