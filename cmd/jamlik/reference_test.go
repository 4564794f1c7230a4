package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestCommandReferenceIsUpToDate holds COMMANDS.md to what the commands say of themselves.
func TestCommandReferenceIsUpToDate(t *testing.T) {
	dir := t.TempDir()
	jamlik(t, "manual", dir, "--only", "commands")
	want, err := os.ReadFile(filepath.Join(dir, "COMMANDS.md"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("COMMANDS.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("COMMANDS.md is not what the commands say of themselves: go generate ./cmd/jamlik")
	}
}

// TestManualIsWhole looks in the pages of every command for each of its flags with its default, for each example, and for the exit statuses.
func TestManualIsWhole(t *testing.T) {
	dir := t.TempDir()
	jamlik(t, "manual", dir)
	pages := contents(dir)
	reference := string(pages["COMMANDS.md"])
	plain := strings.NewReplacer(`\-`, "-", `\(aq`, "'", `\(ga`, "`", `\(ha`, "^", `\(ti`, "~", `\e`, `\`, `\&`, "").Replace
	commands := documentedCommands(new(program).rootCommand())
	if len(commands) < 30 || len(pages) != len(commands)+1+len(shells) {
		t.Errorf("%d commands and %d files", len(commands), len(pages))
	}
	for _, c := range commands {
		page := plain(string(pages["man1/"+pageName(c)+".1"]))
		_, section, _ := strings.Cut(reference, "\n## "+c.CommandPath()+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		has := func(what string, texts ...string) {
			for i, text := range []string{page, section}[:len(texts)] {
				if !strings.Contains(text, texts[i]) {
					t.Errorf("%s: %s lacks %s %q", c.CommandPath(), []string{"the page", "COMMANDS.md"}[i], what, texts[i])
				}
			}
		}
		has("the usage", synopsis(c), synopsis(c))
		for _, f := range documentedFlags(c.LocalNonPersistentFlags()) {
			has("the flag", "\n.B "+f.names+"\n"+f.means, "| `"+f.names+"` | ")
			if f.value != "" {
				has("the default", f.means+" (default "+f.value+")\n", "(default `"+strings.ReplaceAll(f.value, ",", "`, `")+"`) |\n")
			}
		}
		for _, line := range examples(c) {
			has("the example", line, line)
		}
		for _, e := range slices.Concat(exitStatuses, environment) {
			has("the list's", "\n.B "+e.name+"\n"+e.means+"\n")
			if !strings.Contains(reference, "| `"+e.name+"` | ") {
				t.Errorf("COMMANDS.md lacks %s", e.name)
			}
		}
	}
}

// TestManualPagesAreSound has groff set every page, which warns of requests that it does not know.
func TestManualPagesAreSound(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("needs groff")
	}
	dir := t.TempDir()
	jamlik(t, "manual", dir, "--only", "man")
	pages, err := filepath.Glob(filepath.Join(dir, "man1", "*.1"))
	if err != nil || len(pages) == 0 {
		t.Fatal(len(pages), err)
	}
	// Lines that are set without filling may be longer than the page (-wbreak).
	if out, err := exec.Command(groff, append([]string{"-man", "-Tutf8", "-Kutf8", "-ww", "-Wbreak", "-z"}, pages...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("groff: %v\n%s", err, out)
	}
}

// TestFlagsOfferTheirValues wants completion from each flag whose explanation counts up its values.
func TestFlagsOfferTheirValues(t *testing.T) {
	choice := regexp.MustCompile(`^(?:[\w ]*: )?((?:[a-z0-9-]+, )*[a-z0-9-]+ or [a-z0-9-]+)$`)
	found := 0
	walkCommands(new(program).rootCommand(), func(c *cobra.Command) {
		for _, f := range documentedFlags(c.LocalFlags()) {
			m := choice.FindStringSubmatch(f.means)
			if m == nil {
				continue
			}
			found++
			name := regexp.MustCompile(`--([\w-]+)`).FindStringSubmatch(f.names)[1]
			complete, ok := c.GetFlagCompletionFunc(name)
			if !ok {
				t.Errorf("%s --%s is %s, but the shell offers nothing", c.CommandPath(), name, f.means)
				continue
			}
			offered, directive := complete(c, nil, "")
			if want := regexp.MustCompile(`, | or `).Split(m[1], -1); !slices.Equal(offered, want) || directive&cobra.ShellCompDirectiveNoFileComp == 0 {
				t.Errorf("%s --%s offers %v, but is %s", c.CommandPath(), name, offered, f.means)
			}
		}
	})
	if found < 15 {
		t.Errorf("only %d flags count up their values", found)
	}
}

// TestShellsComplete has each shell that is there read its script, and bash complete a word with it.
func TestShellsComplete(t *testing.T) {
	dir := t.TempDir()
	jamlik(t, "manual", dir, "--only", "completions")
	for _, s := range shells {
		script, err := os.ReadFile(filepath.Join(dir, "completions", s.file))
		if out, _ := jamlik(t, "completion", s.id); err != nil || len(script) < 1000 || out != string(script) {
			t.Errorf("%s: %d bytes, %v; completion prints %d", s.id, len(script), err, len(out))
		}
	}
	for shell, args := range map[string][]string{
		"bash": {"-c", `source "$1" && complete -p jamlik && COMP_TYPE=9 COMP_WORDS=(jamlik check --format j) COMP_CWORD=3 COMP_LINE="jamlik check --format j" COMP_POINT=23 &&
_get_comp_words_by_ref() { cur=j; prev=--format; words=("${COMP_WORDS[@]}"); cword=3; }; __start_jamlik && printf '%s\n' "${COMPREPLY[@]}"`, "bash"},
		"zsh":  {"-c", `autoload -U compinit && compinit -u -D && source "$1" && print $_comps[jamlik]`, "zsh"},
		"fish": {"-c", `source $argv[1]; complete -C "jamlik check --format j"`},
		"pwsh": {"-NoProfile", "-File"},
	} {
		path, err := exec.LookPath(shell)
		if err != nil {
			t.Logf("%s is not installed", shell)
			continue
		}
		file := map[string]string{"bash": "jamlik.bash", "zsh": "_jamlik", "fish": "jamlik.fish", "pwsh": "jamlik.ps1"}[shell]
		out, err := exec.Command(path, append(args, filepath.Join(dir, "completions", file))...).CombinedOutput()
		want := map[string]string{"bash": "json", "zsh": "_jamlik", "fish": "json"}[shell]
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v\n%s", shell, err, out)
		}
	}
}
