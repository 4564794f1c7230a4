package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"
)

// shells are those that completion is written for, with what writes it and the name that a package would give the file.
var shells = []struct {
	id, file string
	write    func(root *cobra.Command, w io.Writer) error
}{
	{"bash", "jamlik.bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", "_jamlik", func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", "jamlik.fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", "jamlik.ps1", func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) }},
}

func (p *program) completionCommand() *cobra.Command {
	ids := make([]string, len(shells))
	for i, s := range shells {
		ids[i] = s.id
	}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what completes commands in a shell",
		Long: `Print a script that completes commands, flags, the values of flags that have a few, indices, indicators and addresses of numbers with the
Tab key. SHELL is bash, zsh, fish or powershell.

Where the shell looks for it:

  bash         ~/.local/share/bash-completion/completions/jamlik (with the package bash-completion)
  zsh          a file _jamlik in a directory of fpath, before compinit
  fish         ~/.config/fish/completions/jamlik.fish
  powershell   jamlik completion powershell | Out-String | Invoke-Expression, in the profile`,
		Example:   "  jamlik completion bash\n  jamlik completion powershell",
		ValidArgs: ids,
		Args:      positional(1, 1, "one shell: bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			i := slices.Index(ids, args[0])
			if i < 0 {
				return usagef("completion for %q is not known: want bash, zsh, fish or powershell", args[0])
			}
			return shells[i].write(cmd.Root(), p.stdout)
		},
	}
}
