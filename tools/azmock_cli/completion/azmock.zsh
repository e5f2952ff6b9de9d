#compdef azmock
# What zsh completes after `azmock`: azmock itself knows.
_azmock() {
  local line
  local -a candidates
  for line in "${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      (:file) _files ;;
      (:folder) _files -/ ;;
      (:command) _command_names -e ;;
      (?*) candidates+=("${line/$'\t'/:}") ;;
    esac
  done
  if (( $#candidates )); then _describe azmock candidates; fi
}
# Loaded by name it is called; sourced it registers itself.
if [[ $funcstack[1] = _azmock ]]; then _azmock "$@"; else compdef _azmock azmock; fi
