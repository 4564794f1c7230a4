package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Exit statuses; exitStatuses in manual.go explains them.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a mistake in how the program was called rather than in what it was given.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run is the program: it never exits by itself, and returns with the status of a signal where one tells it to end.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if handled, code := serveWorker(args); handled {
		return code
	}
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr}
	return p.untilSignal(func() int { return p.execute(args) })
}

// execute runs the command that the arguments name and reports its errors.
func (p *program) execute(args []string) int {
	out := &checkedWriter{w: p.stdout}
	shown := &shownText{w: out}
	p.stdout, p.file = shown, out
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(shown)
	root.SetErr(p.stderr)
	err := root.Execute()
	shown.end()
	if err == nil {
		err = p.strictError()
	}
	if err == nil {
		err = out.err
	}
	if err == nil {
		return exitDone
	}
	p.jsonLog.Store(p.logFormat == "json") // which may stand beside the mistake
	p.reportError(err)
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}

// checkedWriter remembers that something could not be written, so that a result lost on a full disk is a failure whoever printed it.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("standard output: %w", err)
	}
	return n, err
}

// program is what all commands share: the streams and the global flags.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	file           io.Writer // standard output where a file is asked for on it

	quiet     bool
	strict    bool
	logFormat string
	warned    int

	ctx       context.Context // ends when the program is told to
	unwinding atomic.Int32    // pieces of work that end with it
	ending    atomic.Bool     // the program has been told to end
	jsonLog   atomic.Bool     // messages are JSON, for whoever writes one
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "jamlik",
		Short: "Equality and segregation indicators for a city's districts",
		Long: `jamlik turns open area statistics into evidence on equality: it compares a city's districts with the city, measures
inequality and segregation with their uncertainty, and draws figures and a report that can be published.

Exit status: 0 done (warnings allowed), 1 failed, 2 wrong usage.`,
		Example: `  jamlik run                                  the embedded study of Borås, into ./jamlik-out
  jamlik run my-study -o out                  another study
  jamlik check my-study                       read and validate, write nothing
  jamlik index show dissimilarity             formula, source, how to read it
  jamlik index compute dissimilarity --data people.csv --unit area --group foreign,swedish`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			hint := ""
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				hint = "; did you mean " + strings.Join(near, " or ") + "?"
			}
			return usagef("unknown command %q%s (jamlik --help lists them)", args[0], hint)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if p.logFormat != "text" && p.logFormat != "json" {
				return usagef("--log-format is %q: want text or json", p.logFormat)
			}
			p.jsonLog.Store(p.logFormat == "json")
			return nil
		},
	}
	root.SetVersionTemplate(builtFrom().about())
	root.SuggestionsMinimumDistance = 2
	f := root.PersistentFlags()
	f.BoolVarP(&p.quiet, "quiet", "q", false, "no warnings and no progress, errors only")
	f.BoolVar(&p.strict, "strict", false, "treat warnings as errors")
	f.StringVar(&p.logFormat, "log-format", "text", "messages on stderr as text or json")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	offer(root, map[string][]string{"log-format": {"text", "json"}})
	root.AddCommand(p.runCommand(), p.checkCommand(), p.compareCommand(), p.chartCommand(), p.indexCommand(), p.indicatorsCommand(), p.dataCommand(), p.explainCommand(), p.changesCommand(), p.spaceCommand(), p.fetchCommand(), p.engineCommand(), p.initCommand(), p.manualCommand(), p.completionCommand())
	return root
}

// positional checks the number of arguments of a command.
func positional(min, max int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < min || len(args) > max {
			return usagef("%s takes %s, got %s (see %s --help)", cmd.CommandPath(), what, lang.Count(len(args), "argument"), cmd.CommandPath())
		}
		return nil
	}
}

// subcommand checks what a command that has others was given and is none of them.
func subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usagef("%s has no subcommand %q%s (see %s --help)", cmd.CommandPath(), args[0], meant(args[0], names), cmd.CommandPath())
}

// oneOf checks a flag that has a few values.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return usagef("--%s is %q: want %s", flag, value, strings.Join(allowed, ", "))
}
