package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jamlik/jamlik/charts/report/chromium"
)

//go:generate go run . manual --only commands .

// meaning is a word with what it means, in the lists of the manual.
type meaning struct{ name, means string }

// exitStatuses are what the program ends with.
var exitStatuses = []meaning{
	{strconv.Itoa(exitDone), "Done. Warnings are allowed, unless --strict."},
	{strconv.Itoa(exitFailed), "Failed: something could not be read, computed, fetched or written; or with --strict there was a warning."},
	{strconv.Itoa(exitUsage), "Wrong usage: an unknown command or flag, or a value that a flag does not have."},
	{"130, 143, 129", "Stopped by a signal: an interrupt (Ctrl-C), a request to end, a terminal that was closed. Nothing is left half-written."},
}

// environment are the variables that the program reads.
var environment = []meaning{
	{chromium.Variable, "The Chromium that run --pdf prints with, where it is not found in PATH."},
	{"JAMLIK_ENGINE, JAMLIK_ENGINE_ID", "Where an engine is, with its password: of commands, and of the fetch of a study with that ID. A study or a flag may name another."},
	{"HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "The proxy that fetch calls the network through. No other command calls it."},
	{"SSL_CERT_FILE, SSL_CERT_DIR", "Certificates that fetch trusts in place of the system's, on Linux."},
	{"GOMAXPROCS", "The number of processors used. The results do not depend on it."},
	{"GOMEMLIMIT", "Memory, such as 4GiB, above which the program collects garbage more often."},
}

// manualKinds are what manual writes, in that order.
var manualKinds = []string{"man", "commands", "completions"}

func (p *program) manualCommand() *cobra.Command {
	var only []string
	cmd := &cobra.Command{
		Use:   "manual DIR",
		Short: "Write manual pages, the command reference and completions",
		Long: `Write the manual of this very program into DIR: man1/ with a manual page for each command, COMMANDS.md with the same on one page, and
completions/ with a script for each shell. Files that are there are replaced.`,
		Example: "  jamlik manual share\n  jamlik manual share --only man",
		Args:    positional(1, 1, "one directory"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, kind := range only {
				if err := oneOf("only", kind, manualKinds...); err != nil {
					return err
				}
			}
			return writeManual(cmd.Root(), args[0], only)
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", manualKinds, "what to write")
	offer(cmd, map[string][]string{"only": manualKinds})
	return cmd
}

func writeManual(root *cobra.Command, dir string, kinds []string) error {
	put := func(path string, write func(w io.Writer) error) error {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return unwritable(filepath.Dir(path), err)
		}
		return writeWhole(path, write)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return unwritable(dir, err)
	}
	commands := documentedCommands(root)
	var errs []error
	if slices.Contains(kinds, "man") {
		date, _, _ := strings.Cut(builtFrom().date, "T")
		for _, c := range commands {
			errs = append(errs, put(filepath.Join("man1", pageName(c)+".1"), func(w io.Writer) error { return manPage(w, c, date) }))
		}
	}
	if slices.Contains(kinds, "commands") {
		errs = append(errs, put("COMMANDS.md", func(w io.Writer) error { return commandReference(w, commands) }))
	}
	if slices.Contains(kinds, "completions") {
		for _, s := range shells {
			errs = append(errs, put(filepath.Join("completions", s.file), func(w io.Writer) error { return s.write(root, w) }))
		}
	}
	return errors.Join(errs...)
}

// documentedCommands are a command and those below it, each before its own and otherwise by name.
func documentedCommands(c *cobra.Command) []*cobra.Command {
	c.InitDefaultVersionFlag()
	out := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, documentedCommands(sub)...)
		}
	}
	return out
}

// pageName is the name of a command's manual page: jamlik-index-compute.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// related are the commands that a page leads to: the one above, and those below.
func related(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	if c.HasParent() {
		out = append(out, c.Parent())
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, sub)
		}
	}
	return out
}

// synopsis is how a command is called.
func synopsis(c *cobra.Command) string {
	if c.HasAvailableSubCommands() && !strings.Contains(c.Use, " ") { // it does nothing by itself
		return c.CommandPath() + " COMMAND [flags]"
	}
	return c.UseLine()
}

// documentedFlag is a flag as the manual lists it.
type documentedFlag struct {
	names string // --output string, or -o, --output string
	means string
	value string // what it is where it is not given; empty where that is nothing
}

// helpFlag is the flag that the library gives each command.
var helpFlag = documentedFlag{names: "-h, --help", means: "print the help of the command"}

func documentedFlags(set *pflag.FlagSet) []documentedFlag {
	var out []documentedFlag
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" { // which every command has
			return
		}
		kind, means := pflag.UnquoteUsage(f)
		d := documentedFlag{names: "--" + f.Name, means: means, value: f.DefValue}
		if f.Shorthand != "" {
			d.names = "-" + f.Shorthand + ", " + d.names
		}
		if kind != "" {
			d.names += " " + kind
		}
		d.value = strings.TrimSuffix(strings.TrimPrefix(d.value, "["), "]")
		if d.value == "false" || d.value == "0" { // as in --help
			d.value = ""
		}
		out = append(out, d)
	})
	return out
}

// paragraphs divides a text into runs of lines: prose, which may be filled, and what is laid out by hand, which is indented.
func paragraphs(text string) []paragraph {
	var out []paragraph
	open := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		byHand := strings.HasPrefix(line, "  ")
		switch {
		case line == "":
			open = false
		case open && out[len(out)-1].byHand == byHand:
			out[len(out)-1].lines = append(out[len(out)-1].lines, line)
		default:
			out = append(out, paragraph{lines: []string{line}, byHand: byHand})
			open = true
		}
	}
	return out
}

type paragraph struct {
	lines  []string
	byHand bool
}

// says is the description of a command.
func says(c *cobra.Command) string {
	if c.Long != "" {
		return c.Long
	}
	return c.Short + "."
}

// examples are the lines of a command's examples.
func examples(c *cobra.Command) []string {
	var out []string
	for line := range strings.Lines(c.Example) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
