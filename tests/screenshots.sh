#!/bin/sh
# Makes the pictures of the README: the demo edition in a real xterm on a display that nobody sees.
# Needs Xvfb, xterm, tmux (which types the keys) and ImageMagick; writes assets/screenshots/*.png.
#
#   cargo build --release && tests/screenshots.sh
set -eu

cd "$(dirname "$0")/.."
program=$PWD/target/release/tidings
pictures=$PWD/assets/screenshots
home=$(mktemp -d)
display=:97
export DISPLAY=$display HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" \
    XDG_STATE_HOME="$home/state" XDG_CACHE_HOME="$home/cache" LANG=C.UTF-8 COLORTERM=truecolor
mkdir -p "$pictures" "$XDG_CONFIG_HOME/tidings"
unset TMUX SSH_CONNECTION SSH_TTY NO_COLOR

Xvfb $display -screen 0 1600x1200x24 >"$home/xvfb.log" 2>&1 &
server=$!
tmux="tmux -L screenshots -f $home/tmux.conf"
printf '%s\n' 'set -g status off' 'set -g default-terminal tmux-256color' \
    'set -ga terminal-features ",xterm*:RGB"' 'set -g escape-time 0' >"$home/tmux.conf"
trap '$tmux kill-server 2>/dev/null || true; kill $server 2>/dev/null || true; rm -rf "$home"' EXIT

# Waits until the screen holds a text.
wait_for() {
    tries=0
    until $tmux capture-pane -p -t shot 2>/dev/null | grep -qF -- "$1"; do
        tries=$((tries + 1))
        if [ $tries -gt 300 ]; then
            echo "screenshots: \"$1\" did not appear" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# shoot NAME COLUMNSxLINES THEME COMMAND TEXT-TO-WAIT-FOR [KEYS TEXT-TO-WAIT-FOR]...
shoot() {
    name=$1 size=$2 theme=$3 command=$4
    shift 4
    # Without a place to come back to.
    rm -rf "$XDG_DATA_HOME"
    printf 'theme = "%s"\n' "$theme" >"$XDG_CONFIG_HOME/tidings/config.toml"
    mkdir -p "$XDG_CONFIG_HOME/tidings/demo"
    cp "$XDG_CONFIG_HOME/tidings/config.toml" "$XDG_CONFIG_HOME/tidings/demo/config.toml"
    xterm -geometry "$size+0+0" -b 12 -fa 'DejaVu Sans Mono' -fs 11 -bg '#1a1b26' -fg '#c8cde6' \
        -xrm 'XTerm*cursorBlink: false' -xrm 'XTerm*termName: xterm-256color' -T "$name" \
        -e $tmux new-session -s shot "$program $command" &
    wait_for "$1"
    shift
    while [ $# -gt 0 ]; do
        $tmux send-keys -t shot $1
        wait_for "$2"
        shift 2
    done
    # The screen stands; the emulator may still be drawing it.
    sleep 0.5
    import -window "$name" png:- | convert - +dither -colors 64 "png8:$pictures/$name.png"
    $tmux kill-server
    wait $! 2>/dev/null || true
}

shoot wide 120x36 terminal demo 'Skerry Point' 'Enter' '▀▀▀▀'
shoot analysis 110x36 dark demo 'Skerry Point' 'a' 'What happened'
shoot reading 90x30 terminal demo 'Skerry Point' 'j j j z' '4 of'
shoot search 120x30 tokyo-night demo 'Skerry Point' '/ c a b l e' ' ms' Enter 'open'
shoot catalogue 100x28 terminal '' 'How would you like to begin' Enter 'World news' 'j j l j Space j Space' '2 chosen'
shoot health 100x16 solarized-light demo 'Skerry Point' 'H' 'failing'
