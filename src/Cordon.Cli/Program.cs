using Cordon.Cli;
using Cordon.Cli.Terminal;

using Session session = Session.OfProcess();
return await CordonProgram.RunAsync(args, session, CancellationToken.None);
