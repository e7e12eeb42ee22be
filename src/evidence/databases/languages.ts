import type { Category } from './category-name.ts';

/**
 * How PostgreSQL's server calls what ends a statement, in the languages that it speaks. `ERROR` stands in many more.
 * src/backend/po of postgres/postgres: the translations of ERROR, FATAL and PANIC.
 */
export const SEVERITIES =
  'ERROR|FATAL|PANIC|FEHLER|PANIK|ERREUR|ERRORE|FATALE|PANICO|ERRO|エラー|致命的エラー|ОШИБКА|ВАЖНО|ПАНИКА|ПОМИЛКА|ФАТАЛЬНО|错误|致命错误|錯誤|嚴重錯誤|BŁĄD|KATASTROFALNY|오류|치명적오류|HATA|ÖLÜMCÜL|FEL|FATALT|CHYBA|KRITICKÁ|შეცდომა|ფატალური|FEJL|FOUT|FEIL|HIBA|EROARE|CHYBA';

/** What explains an error or repeats its statement, in those languages. The line belongs to the error and is not its text. */
export const ASIDES =
  /^(?:psql:.{1,300}:\d+: )?\s*(?:DETAIL|HINT|CONTEXT|QUERY|STATEMENT|LOCATION|WHERE|TIPP|ZUSAMMENHANG|ANFRAGE|ANWEISUNG|DETALLE|SUGERENCIA|CONTEXTO|SENTENCIA|DÉTAIL|ASTUCE|CONTEXTE|INSTRUCTION|DETTAGLI|SUGGERIMENTO|CONTESTO|ISTRUZIONE|DETALHE|DICA|COMANDO|詳細|ヒント|文脈|文|ПОДРОБНОСТИ|ПОДСКАЗКА|КОНТЕКСТ|ОПЕРАТОР|ВІДОМОСТІ|УКАЗІВКА|ІНСТРУКЦІЯ|详细信息|提示|上下文|语句|描述|SZCZEGÓŁY|PODPOWIEDŹ|KONTEKST|WYRAŻENIE|상세정보|힌트|내용|명령 구문|AYRINTI|İPUCU|BAĞLAM|DETALJ|TIPS|KONTEXT|SATS|Detail|Hint|Position|Where|Key) ?:(?:\s|$)/;

// The same sentences in every language: src/backend/po, by the msgids of parse_relation.c, heap.c, nbtinsert.c, aclchk.c, auth.c.
const SENTENCES: readonly (readonly [Category, RegExp])[] = [
  [
    'PermissionError',
    /keine Berechtigung|Berechtigung nur für|droit refusé|doit être (?:le )?propriétaire|permiso denegado|debe ser dueño|permesso negato|bisogna essere|permissão negada|deve ser o? ?dono|アクセスが拒否|権限がありません|所有者である必要|нет доступа|нет прав|нужно быть владельцем|немає дозволу|权限不够|的属主|odmowa dostępu|musi być właścicielem|권한 없음|소유주여야|erişim engellendi|sahibi olmalısınız|rättighet saknas|måste vara ägare|přístup .{0,60}odepřen/i,
  ],
  [
    'PermissionError',
    /Authentifizierung .{0,120}fehlgeschlagen|kein pg_hba\.conf|authentification .{0,80}échouée|aucune entrée dans pg_hba|autentificación .{0,80}falló|autenticazione .{0,80}fallita|autenticação .{0,80}falhou|認証に失敗|не прошёл проверку подлинности|не пройшов автентифікацію|认证失败|認證失敗|autoryzacja .{0,80}nie powiodła|인증을 실패|doğrulaması başarısız|autentisering misslyckades/i,
  ],
  [
    'LockError',
    /Verklemmung|Deadlock entdeckt|Zeitüberschreitung einer Sperre|konnte Sperre|interblocage|l'obtention des verrous|obtenir un verrou|detectado un deadlock|de candados|rilevato deadlock|timeout di lock|デッドロックを検出|ロックのタイムアウト|ロックを取得できません|взаимоблокировка|тайм-аута блокировки|получить блокировку|взаємне блокування|检测到死锁|锁超时|获得锁|wykryto zakleszczenie|잠금 대기 시간|deadlock 발생|kilitlenme|deadlock upptäckt|lås-timeout/i,
  ],
  [
    'TimeoutError',
    /Zeitüberschreitung der Anfrage|délai écoulé pour l'exécution|tiempo de espera de sentencias|annullamento dell'istruzione|tempo de espera do comando|ステートメントのタイムアウト|отменено из-за тайм-аута|скасовано через тайм-аут|语句执行超时|명령실행시간|sats-timeout|zaman aşımı nedeniyle/i,
  ],
  [
    'ConnectionError',
    /das Datenbanksystem (?:startet|fährt)|zu viele Verbindungen|bases de données se lance|trop de clients|está iniciándose|demasiados clientes|si sta avviando|troppi client|está iniciando|muitos clientes|起動処理中|クライアント数が多すぎ|запускается|слишком много клиентов|数据库系统启动中|太多的客户|새로 가동 중|동시 접속자|startar upp|för många klienter|Verbindung wird abgebrochen|Verbindung .{0,80}(?:verweigert|abgelehnt)|Connexion refusée|Conexión rehusada|Connessione rifiutata|Conexão recusada|接続を拒否|в соединении отказано|拒绝连接|Połączenie odrzucone|연결이 거부/i,
  ],
  [
    'ConstraintError',
    /verletzt|enthält NULL-Werte|Unique Index .{0,120}nicht erstellen|rompt la contrainte|viole la contrainte|est violée|contient des valeurs NULL|créer l'index unique|viola (?:la|il|a) |llave duplicada|contiene valores null|crear el índice único|è violato|contiene valori null|indice univoco|一意性制約|制約.{0,120}違反|NULL値があります|一意インデックス|нарушает|содержит значения NULL|создать уникальный индекс|порушу|містить null|违反.{0,4}约束|重复键|唯一索引|narusza|podwójna wartość|제약 ?조건|null 값이 있습니다|고유 인덱스|kısıtlaması|bryter mot|innehåller null-värden|unikt index|porušuje/i,
  ],
  [
    'SyntaxError',
    /Syntaxfehler|erreur de syntaxe|error de sintaxis|errore di sintassi|erro de sintaxe|構文エラー|ошибка синтаксиса|синтаксична помилка|语法错误|語法錯誤|błąd składni|구문 오류|söz ?dizim(?:i)? hatası|syntaxfel|syntaktická chyba|chyba syntaxe|სინტაქსური შეცდომა/i,
  ],
  [
    'SchemaError',
    /existiert (?:nicht|bereits)|n'existe pas|existe déjà|(?:ya|no|não|já) existe|non esiste|esiste già|存在しません|すでに存在|既に存在|не существует|уже существует|не існує|вже існує|不存在|已经存在|已存在|(?:nie|już) istnieje|이름의 .{0,40}없습니다|이미 있습니다|칼럼은 없|mevcut değil|zaten (?:mevcut|var)|existerar inte|finns (?:inte|redan)|neexistuje|již existuje|არ არსებობს/i,
  ],
];

/** The category of a sentence of PostgreSQL in another language than English; undefined when it is none that is known. */
export function categoriseTranslated(text: string): Category | undefined {
  return SENTENCES.find(([, pattern]) => pattern.test(text))?.[0];
}

// What ended nothing: 25P02 in those languages.
const ABORTED =
  /current transaction is aborted|aktuelle Transaktion wurde abgebrochen|transaction est annulée|transacción abortada|transazione corrente è interrotta|transação atual foi interrompida|トランザクションがアボート|транзакция прервана|транзакція перервана|事务被终止|transakcja została przerwana|트랜잭션은 중지|transaktionen har avbrutits/i;

/** Whether the message only says that an error before has ended the transaction. */
export function isAbortedTransaction(text: string): boolean {
  return ABORTED.test(text);
}
