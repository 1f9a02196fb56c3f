using System.CommandLine;

return new RootCommand("Cordon: community-run security for on-chain protocols").Parse(args).Invoke();
