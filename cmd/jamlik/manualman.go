package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// manPage writes a command's page in the language of man(7), with the date of the source that the program was built from, which may be empty.
func manPage(w io.Writer, c *cobra.Command, date string) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"%s\" \"jamlik %s\" \"Manual of jamlik\"\n", strings.ToUpper(pageName(c)), date, version)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(pageName(c)), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(synopsis(c)))
	b.WriteString(".SH DESCRIPTION\n")
	for i, p := range paragraphs(says(c)) {
		if i > 0 && !p.byHand {
			b.WriteString(".PP\n")
		}
		if p.byHand {
			manLines(&b, p.lines)
			continue
		}
		for _, line := range p.lines {
			b.WriteString(roffLine(line) + "\n")
		}
	}
	for _, section := range []struct {
		title string
		flags []documentedFlag
	}{{"OPTIONS", documentedFlags(c.LocalNonPersistentFlags())}, {"OPTIONS OF EVERY COMMAND", append([]documentedFlag{helpFlag}, documentedFlags(c.Root().PersistentFlags())...)}} {
		if len(section.flags) == 0 {
			continue
		}
		fmt.Fprintf(&b, ".SH %s\n", section.title)
		for _, f := range section.flags {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.names), roffLine(f.means+defaultText(f, "")))
		}
	}
	manList(&b, "EXIT STATUS", exitStatuses)
	manList(&b, "ENVIRONMENT", environment)
	if lines := examples(c); len(lines) > 0 {
		b.WriteString(".SH EXAMPLES\n")
		manLines(&b, lines)
	}
	if others := related(c); len(others) > 0 {
		b.WriteString(".SH SEE ALSO\n")
		for i, other := range others {
			end := ","
			if i == len(others)-1 {
				end = ""
			}
			fmt.Fprintf(&b, ".BR %s (1)%s\n", roff(pageName(other)), end)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func manList(b *strings.Builder, title string, list []meaning) {
	fmt.Fprintf(b, ".SH %s\n", title)
	for _, e := range list {
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(e.name), roffLine(e.means))
	}
}

// manLines writes lines that are laid out by hand.
func manLines(b *strings.Builder, lines []string) {
	b.WriteString(".PP\n.nf\n.RS 2\n")
	for _, line := range lines {
		b.WriteString(roffLine(strings.TrimPrefix(line, "  ")) + "\n")
	}
	b.WriteString(".RE\n.fi\n")
}

// defaultText is what a flag is where it is not given, in brackets, its value within quote marks.
func defaultText(f documentedFlag, quote string) string {
	if f.value == "" {
		return ""
	}
	return " (default " + quote + f.value + quote + ")"
}

// roff escapes text: a backslash, and the characters that would be set in another form than is typed.
var roff = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", "\\(ga", "^", `\(ha`, "~", `\(ti`).Replace

// roffLine escapes a line of text, which must not be taken for a request.
func roffLine(line string) string {
	line = roff(line)
	if strings.HasPrefix(line, ".") {
		line = `\&` + line
	}
	return line
}
