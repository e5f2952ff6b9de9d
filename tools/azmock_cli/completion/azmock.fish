# What fish completes after `azmock`: azmock itself knows.
function __azmock_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in ($program complete -- $words "$word" 2>/dev/null)
        switch $line
            case :file
                __fish_complete_path "$word"
            case :folder
                __fish_complete_directories "$word"
            case :command
                complete -C "$word"
            case '*'
                echo $line
        end
    end
end
complete -c azmock -f -a '(__azmock_complete)'
