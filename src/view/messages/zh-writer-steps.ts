// 简体中文: the steps of AtomicWriter.Write.
import type { Messages } from './messages.ts';

export const writerSteps: Messages['writerSteps'] = {
  idle: { title: '空闲', sentence: '什么也没有在写。' },
  down: { title: '停机', sentence: 'kubelet 没有运行；它做到一半的事保持原样。' },
  step0Stat: { title: '新建 AtomicWriter', sentence: '卷目录必须存在。' },
  step1Validate: {
    title: '校验载荷',
    sentence: '路径必须是相对路径，不得用 .. 向上走，自身也不得以 .. 开头。',
  },
  step2ReadCurrent: { title: '读取当前目录', sentence: '链接 ..data 说明哪个时间戳目录是当前的。' },
  step3PathsToRemove: { title: '找出要移除的路径', sentence: '遍历当前目录，找出载荷中已经没有的路径。' },
  step4ShouldWrite: { title: '是否需要写？', sentence: '把文件与载荷逐字节比较，直到第一处不同。' },
  step5NewTimestampDir: { title: '新建时间戳目录', sentence: '新建一个目录，先设为私有，再对所有人开放。' },
  step6WritePayload: { title: '写入载荷', sentence: '每个文件都写进新目录，不论是否变化。' },
  step7SetPerms: {
    title: '设置权限',
    sentence: '设置了 fsGroup 时，卷中的一切都归给该组，包括仍在发布的文件。',
  },
  step8LinkDataTmp: { title: '链接 ..data_tmp', sentence: '建立指向新目录的临时链接。' },
  step8CleanUp: { title: '链接失败后清理', sentence: '再把新目录删除。' },
  step9Publish: {
    title: '发布',
    sentence: '把临时链接改名覆盖 ..data：从此每条路径都通向新文件。',
  },
  step9CleanUp: { title: '改名失败后清理', sentence: '再把临时链接和新目录删除。' },
  step10UserVisibleLinks: { title: '用户可见的链接', sentence: '还没有指向 ..data 的链接的键会得到一个。' },
  step11RemoveStaleLinks: { title: '移除过期链接', sentence: '被移除的键，其链接也被移除。' },
  step12RemoveOld: { title: '移除旧目录', sentence: '上一个时间戳目录连同其中的一切都被移除。' },
  setVolumeOwnership: {
    title: 'Write 之后设置属主',
    sentence: '1.25 及以前：设置了 fsGroup 时，每次 Write 之后卷中的一切都归给该组，不论是否变化。',
  },
};
