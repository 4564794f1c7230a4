package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// commandReference writes all commands on one page of Markdown.
func commandReference(w io.Writer, commands []*cobra.Command) error {
	var b strings.Builder
	b.WriteString("# Commands\n\nWritten by `go generate ./cmd/jamlik` from what `--help` prints; a test keeps it so.\n\n")
	b.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", c.CommandPath(), pageName(c), cell(c.Short))
	}
	b.WriteByte('\n')
	for _, c := range commands {
		fmt.Fprintf(&b, "## %s\n\n", c.CommandPath())
		for _, p := range paragraphs(says(c)) {
			if p.byHand {
				fence(&b, "text", p.lines)
				continue
			}
			b.WriteString(prose(strings.Join(p.lines, "\n")) + "\n\n")
		}
		fence(&b, "text", []string{synopsis(c)})
		flagTable(&b, documentedFlags(c.LocalNonPersistentFlags()))
		if lines := examples(c); len(lines) > 0 {
			b.WriteString("Examples:\n\n")
			fence(&b, "text", lines)
		}
	}
	b.WriteString("## Flags of every command\n\n")
	flagTable(&b, append([]documentedFlag{helpFlag}, documentedFlags(commands[0].PersistentFlags())...))
	meaningTable(&b, "Exit status", "status", exitStatuses)
	meaningTable(&b, "Environment", "variable", environment)
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

func fence(b *strings.Builder, language string, lines []string) {
	fmt.Fprintf(b, "```%s\n", language)
	for _, line := range lines {
		b.WriteString(strings.TrimPrefix(line, "  ") + "\n")
	}
	b.WriteString("```\n\n")
}

func flagTable(b *strings.Builder, flags []documentedFlag) {
	if len(flags) == 0 {
		return
	}
	b.WriteString("| flag | what it does |\n|---|---|\n")
	for _, f := range flags {
		fmt.Fprintf(b, "| `%s` | %s |\n", f.names, cell(f.means)+cellDefault(f))
	}
	b.WriteByte('\n')
}

// cellDefault breaks a long list of values, which would not let the table be narrow.
func cellDefault(f documentedFlag) string {
	return strings.ReplaceAll(defaultText(f, "`"), ",", "`, `")
}

func meaningTable(b *strings.Builder, title, column string, list []meaning) {
	fmt.Fprintf(b, "## %s\n\n| %s | meaning |\n|---|---|\n", title, column)
	for _, e := range list {
		fmt.Fprintf(b, "| `%s` | %s |\n", e.name, cell(e.means))
	}
	b.WriteByte('\n')
}

// prose escapes what Markdown would take for markup in a text.
var prose = strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;").Replace

// cell escapes a text for a table.
func cell(text string) string { return strings.ReplaceAll(prose(text), "|", `\|`) }
