# What apply and retain share: the address of the store, its password, and how it is asked.
url=${VITALS_LOG_STORE:-https://localhost:9200}
user=${VITALS_LOG_STORE_USER:-admin}
password_file=${VITALS_LOG_STORE_PASSWORD_FILE:-}

fail() {
  echo "$*" >&2
  exit 1
}

for tool in curl jq; do
  command -v "$tool" >/dev/null || fail "$tool: not found (expected: on the PATH)"
done

# The password goes to curl by its standard input, so that no list of processes shows it.
credentials() {
  if [[ -n $password_file ]]; then
    [[ -r $password_file ]] || fail "VITALS_LOG_STORE_PASSWORD_FILE: $password_file (expected: a file that can be read)"
    printf 'user = %s\n' "$(jq -n --arg user "$user" --rawfile password "$password_file" \
      '$user + ":" + ($password | rtrimstr("\n"))')"
  fi
  if [[ -n ${VITALS_LOG_STORE_CA:-} ]]; then
    printf 'cacert = %s\n' "$(jq -n --arg ca "$VITALS_LOG_STORE_CA" '$ca')"
  fi
}

# ask METHOD PATH [BODY]: the answer is in $answer, its code in $code.
ask() {
  local body=()
  if (($# > 2)); then
    body=(-H 'content-type: application/json' --data-binary "$3")
  fi
  answer=$(credentials | curl -sS -K - --max-time 120 -X "$1" "${body[@]}" -w '\n%{http_code}' "$url$2") ||
    fail "$url: no answer (expected: OpenSearch or Elasticsearch; VITALS_LOG_STORE names another)"
  code=${answer##*$'\n'}
  answer=${answer%$'\n'*}
}

# must METHOD PATH [BODY]: as ask, and ends if the store refuses.
must() {
  ask "$@"
  [[ $code == 2* ]] || fail "$1 $2: $code $(jq -r '.error.reason? // .error? // .' <<<"$answer" 2>/dev/null || echo "$answer")"
}
