using System.CommandLine;
using Cordon.Cli.Risk;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon risk</c>: what an attack costs against what it earns, and what to do about it.</summary>
internal static class RiskCommand
{
    public static Command Create(Session session) => new CordonCommand("risk",
        "Economics: is it safe, what does it cost, whom should we pay?",
        "cordon risk report --model samples/risk/lending.yaml --out report.html",
        "cordon risk simulate",
        "cordon risk verify --cases data/economics")
    {
        RiskCalibrateCommand.Create(session),
        RiskParametersCommand.Create(session),
        RiskReportCommand.Create(session),
        RiskSimulateCommand.Create(session),
        RiskVerifyCommand.Create(session),
    };
}
