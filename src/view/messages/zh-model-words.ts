// 简体中文 for the few English words that the model itself tells of: questions, assignments, why a load failed. What is not
// here is a name, a path or a message of Go's or of the API server's, and is told as it is.

const QUESTIONS: Readonly<Record<string, string>> = {
  'next sync': '下一次同步',
  'next link to remove': '下一个要移除的链接',
  webhook: 'webhook',
};

/** Assignments that have a name. */
export const ASSIGNMENTS: Readonly<Record<string, string>> = {
  'swap the pointer': '切换指针',
  'config = empty': '清空配置',
  getenv: '读取环境变量',
};

const LOAD_FAILURES: Readonly<Record<string, string>> = {
  'empty content': '内容为空',
  'parse error': '无法解析',
  'not set': '未设置',
};

const MOMENTS: Readonly<Record<string, string>> = { 'the load': '加载', 'going on': '继续' };

/** What chance is asked. */
export function questionWords(question: string): string {
  return QUESTIONS[question] ?? question;
}

const OPTIONS: Readonly<Record<string, string>> = { answers: '应答', 'times out': '超时' };

/** "in 60 s" as "60 s 后". */
export function optionWords(option: string): string {
  return OPTIONS[option] ?? option.replace(/^in (.+)$/, '$1 后');
}

/** An assignment of the application's. */
export function assignmentWords(label: string): string {
  return ASSIGNMENTS[label] ?? label.replace(/^assign /, '赋值 ');
}

/** Why a load failed, as "file: reason". */
export function loadFailureWords(why: string): string {
  const [file = '', reason = ''] = why.split(': ');
  const words = LOAD_FAILURES[reason] ?? reason.replace(/^missing root key /, '缺少根键 ');
  return why.includes(': ') ? `${file}：${words}` : why;
}

/** What something is done before. */
export function momentWords(moment: string): string {
  return MOMENTS[moment] ?? moment;
}
