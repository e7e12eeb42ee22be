import type { ProcessEndRule } from './process-end-rule.ts';

/** How shells of other languages say that there is no such command. */
export const NOT_FOUND_ELSEWHERE: readonly ProcessEndRule[] = [
  // bash, in the languages that it speaks: its po/
  {
    when: /^(?:\S{1,200}: (?:[^:]{1,40}: )?)?([^\s:]{1,200}\s?: (?:(?:Kommando|Befehl) nicht gefunden|commande introuvable|(?:orden|comando) no encontrad[ao]|no se encontró la orden|comando non trovato|comando não encontrado|nie znaleziono polecenia|opdracht niet gevonden|kommandot finns inte|příkaz nenalezen|komut (?:yok|bulunamadı)|команда не найдена|команду не знайдено|コマンドが見つかりません|未找到命令|找不到指令|명령어를 찾을 수 없음))[.。]?$/u,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // cmd.exe and PowerShell in other languages
  {
    when: /^(Der Befehl "[^"]{1,200}" ist entweder falsch geschrieben oder\b|['"«]\s?[^'"»]{1,200}['"»] (?:n'est pas reconnu en tant que commande|no se reconoce como un comando|non è riconosciuto come comando|は、内部コマンドまたは外部コマンド))/u,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /\b((?:Die Benennung|Der Begriff) ["„'][^"“']{1,200}["“'] wurde nicht als Name|Le terme [«'"]\s?[^»'"]{1,200}[»'"] n'est pas reconnu|El término ['"][^'"]{1,200}['"] no se reconoce)/u,
    category: 'ConfigurationError',
    neverStarted: true,
  },
];
