// 简体中文: the help of every command. test/cli/language.test.ts fails where a command, an argument or a flag is missing.
import type { HelpWords } from './cli-words.ts';

const strategy = '用另一种重载策略，代替文件所指定的';
const schedule = '采用令牌中的选择';
const format = '输出的形式';
const sim = '一个模拟';

export const zhHelp: HelpWords = {
  headings: { 'Usage:': '用法：', 'Options:': '选项：', 'Arguments:': '参数：', 'Commands:': '命令：' },
  choices: (words) => `可选：${words}`,
  preset: (word) => `默认：${word}`,
  helpOption: '打印本帮助',
  program: {
    description: '挂载的 ConfigMap 变化时，进程真正看到的是什么，它的重载代码又能否经受得住。',
    arguments: {},
    options: {
      '--version': '打印版本，以及所建模的 kubelet、内核和库的版本',
      '--lang': '给人看的文字所用的语言；省略时依次看 RELOAD_SIM_LANG、LC_ALL、LC_MESSAGES、LANG',
    },
    after: `
不带命令时，在终端中打开游乐场。SIM 是 \`reload-sim list\` 打印的名称、YAML 文件的路径、页面的链接（加引号），或表示标准输入的 -。

退出状态：
  0  成立，或与文件的预期一致     1  违反，或与文件的预期不符
  2  未定：触及上限               3  输入或用法有误     4  内部错误

示例：
  reload-sim play incident
  reload-sim run incident --policy writer-first
  reload-sim check incident`,
  },
  commands: {
    play: {
      description: '在终端中逐步查看一个模拟；没有终端时打印它的一次运行',
      arguments: { SIM: '一个模拟；省略时列出来供选择' },
      options: {
        '--strategy': strategy,
        '--schedule': schedule,
        '--screen-reader': '没有边框，也不重绘：每个变化都是新的一行',
      },
      after: `
示例：
  reload-sim play incident --strategy dir-data-create`,
    },
    web: {
      description: '在浏览器中逐步查看一个模拟；只在本机提供服务，直到 Ctrl-C',
      arguments: { SIM: '`reload-sim list` 列出的一个模拟；省略时为事故本身' },
      options: {
        '--port': '监听的端口；默认取一个空闲端口',
        '--no-open': '只打印地址',
      },
      after: `
示例：
  reload-sim web incident --port 8080 --no-open`,
    },
    run: {
      description: '打印一个模拟的一条时间线，以及各个性质对它的判定',
      arguments: { SIM: sim },
      options: {
        '--strategy': strategy,
        '--seed': '--policy random 的种子，并隐含该方式',
        '--schedule': schedule,
        '--policy': '谁先走；省略时按文件所说',
        '--format': format,
      },
      after: `
一次运行可以见证违反，不能证明性质成立。最后一行可以重现同一次运行。

调度方式：
  app-first     离用户最近的先走：应用尽可能地快
  writer-first  写入方先写完，别人才查看：事件堆积、合并
  random        每一步按种子抽签，一步是一次系统调用。需要在别人等待时连走很多步的一方，很少会连续被抽中，
                因此多数种子看不出异常。

退出状态：
  0  与文件的预期一致，或没有违反     1  其他情况     2  运行被截断     3  输入有误

示例：
  reload-sim run incident
  reload-sim run incident --strategy dir-data-create --seed 7
  reload-sim init | reload-sim run -
  reload-sim run incident --format mermaid > incident.mmd`,
    },
    check: {
      description: '在所有交错上判定每个性质，并给出违反它的最短调度',
      arguments: { SIM: '若干模拟' },
      options: {
        '--strategy': '用另外几种重载策略，代替文件所指定的',
        '--timing': '时间的含义；省略时按文件所说',
        '--max-states': '任何一次搜索的状态数上限（默认：10000000，约 1 GB）',
        '--format': format,
      },
      after: `
文件的 expect 针对的是它自己的策略和时序；换成别的，只要违反就算数。最后一行播放最要紧的调度。
Ctrl-C 结束检查，并打印已覆盖的内容。

时序：
  prompt  只有什么都没就绪时，时间才流逝：除了自己的定时器，谁也不慢
  any     任何进程都可以任意地慢：状态多得多，也没有时钟

退出状态：
  0  与文件的预期一致，或没有违反     1  其他情况     2  未定：触及上限，或按了 Ctrl-C
  3  输入或用法有误                   4  内部错误

示例：
  reload-sim check incident
  reload-sim check incident --strategy dir-data-create --strategy poll-hash
  reload-sim check incident x2-second-update --format junit > check.xml`,
    },
    shrink: {
      description: '把违反性质的运行缩短到每个选择都不可或缺，并加以证明',
      arguments: { SIM: sim },
      options: {
        '--strategy': strategy,
        '--schedule': '要缩短的运行；省略时按文件所说',
        '--seed': '调度方式 random 的种子，并隐含该方式',
        '--seeds': '试调度方式 random 的 n 个种子，直到第一个违反的',
        '--timing': '调度方式所用的时间含义；省略时按文件所说',
        '--property': '省略时取最先违反的那个',
        '--compare': '同时说明 check 所知的最短调度有多长',
        '--format': format,
      },
      after: `
用增量调试（delta debugging）去掉选择；因此不再可能的选择也一并去掉。留下的仍是该模拟的一次运行，违反同一个
性质；对其中每个选择，报告都说明去掉它会怎样。最后一行播放它。所有调度中最短的由 \`check\` 来找。

converges、stays-armed 和 bounded-staleness 要到运行的终点才判定：判定之前，每个调度都由调度方式 app-first
补完；any 时序下运行没有终点，因此对它们不作判定。

退出状态：
  0  没有可缩短的：运行没有违反（--property：没有违反那一个）     1  违反，并已缩短
  2  未定：运行被截断，或无法判定                                 3  输入有误

示例：
  reload-sim shrink incident --seeds 200 --property never-empty --compare
  reload-sim shrink incident --timing any --seeds 100 --property never-empty`,
    },
    matrix: {
      description: '判定每种策略在每个隐患之下如何：成立，或最短失败的长度',
      arguments: {},
      options: {
        '--strategy': '只看这些策略，可以包括你自己的',
        '--hazard': '只看这些隐患，例如 X4a，或以 X4 指 X4 的全部变体',
        '--format': format,
      },
      after: `
隐患是带有编号 X1 至 X20 的模拟；它的 expect 所列的就是它要问的。docs/matrix.md 有完整的矩阵和说明。

退出状态：
  0  完成，不论各格的内容     3  输入或用法有误

示例：
  reload-sim matrix --hazard X2
  reload-sim matrix --hazard X1 X20 --strategy viper --strategy dir-data-create
  reload-sim matrix --hazard X10 --format html > x10.html`,
    },
    claims: {
      description: '文章的各条论断：成立、部分成立或不成立，以及依据',
      arguments: { ID: '论断或章节，例如 2.2 或 2.2.8；不写则为全部' },
      options: { '--check': '重新判定各项依据，有不属实的则以 1 退出', '--json': '以 JSON 输出，同时包含各种语言' },
      after: `
文章即本项目的由来；docs/claims.zh.md 是同样内容的页面。结论由依据得出：模拟的判定、运行的输出、probe 的脚本，
以及真实系统的录制。录制在仓库中，不在软件包里；--check 判定其余的全部。

退出状态：
  0  完成；使用 --check 时全部属实     1  有不属实的（--check）     3  输入或用法有误

示例：
  reload-sim claims 2.2
  reload-sim claims 1.6 --check
  reload-sim claims --json`,
    },
    list: {
      description: '打印现有的模拟、策略、监视器、性质和 kubelet 版本',
      arguments: {},
      options: { '--json': '以 JSON 输出' },
      after: `
示例：
  reload-sim list --json`,
    },
    probe: {
      description: '把文件系统操作施加于模型，打印 inotify 和监视库的通知',
      arguments: { FILE: '录制文件（.json、.jsonl）或脚本；- 表示标准输入' },
      options: {
        '--verify': '与录制的内容比较；最后一行统计一致的个数',
        '--json': '打印 {"id", "raw", "events", "final"}，每行一个对象',
      },
      after: `
退出状态：
  0  完成；带 --verify 时表示全部一致     1  有差异（--verify）     3  输入有误

示例：
  printf 'watch .\\nwrite a "text"\\n' | reload-sim probe --json -
  printf 'watch .\\nln -s b a\\nOutput:\\ninotify IN_CREATE wd=1 a\\n' | reload-sim probe --verify -

对文件：\`reload-sim probe --verify FILE...\` 用于真实内核的录制。`,
    },
    schema: {
      description: '打印模拟文件的 JSON Schema，供编辑器补全',
      arguments: {},
      options: {},
      after: `
示例：
  reload-sim schema > simulation.schema.json`,
    },
    init: {
      description: '写出一个带注释的模拟文件作为起点；从不覆盖已有的文件',
      arguments: { FILE: '要写的文件；省略时写到标准输出' },
      options: {},
      after: `
示例：
  reload-sim init mine.yaml && reload-sim run mine.yaml`,
    },
  },
};
