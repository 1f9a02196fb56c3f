using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>Validators, services and who serves which, checked and indexed both ways.</summary>
/// <remarks>A coalition B corrupts s when its stake in N(s) reaches alpha_s times the stake of N(s); it attacks when
/// what the corrupted services yield exceeds its stake, strictly (Durvasula and Roughgarden, arXiv 2407.21785).
/// Services without profit attract nobody; validators without stake lose nothing and decide nothing.</remarks>
public sealed class RestakingGraph
{
    private readonly int[] _validatorStart;
    private readonly int[] _serviceOf;
    private readonly int[] _serviceStart;
    private readonly int[] _validatorOf;
    private readonly Rational[] _stakeBehind;

    private RestakingGraph(
        IReadOnlyList<RestakingService> services, IReadOnlyList<RestakingValidator> validators, int[] start, int[] of)
    {
        (Services, Validators, _validatorStart, _serviceOf) = (services, validators, start, of);
        (_serviceStart, _validatorOf) = Adjacency.Transpose(start, of, services.Count);
        _stakeBehind = new Rational[services.Count];
        for (int s = 0; s < services.Count; s++)
        {
            Rational sum = default;
            foreach (int v in ValidatorsOf(s)) sum += validators[v].Stake;
            _stakeBehind[s] = sum;
        }
    }

    public IReadOnlyList<RestakingService> Services { get; }

    public IReadOnlyList<RestakingValidator> Validators { get; }

    public int EdgeCount => _serviceOf.Length;

    /// <summary>The indexes of the services that a validator serves, ascending.</summary>
    public ReadOnlySpan<int> ServicesOf(int validator) =>
        _serviceOf.AsSpan(_validatorStart[validator].._validatorStart[validator + 1]);

    /// <summary>The indexes of the validators that serve a service, ascending.</summary>
    public ReadOnlySpan<int> ValidatorsOf(int service) =>
        _validatorOf.AsSpan(_serviceStart[service].._serviceStart[service + 1]);

    /// <summary>The stake of all validators of a service.</summary>
    public Rational StakeBehind(int service) => _stakeBehind[service];

    /// <summary>The stake that corrupts a service: alpha times the stake behind it.</summary>
    public Rational Quorum(int service) => Services[service].Alpha * _stakeBehind[service];

    /// <summary>The stake of all validators.</summary>
    public Rational TotalStake() => Validators.Aggregate(Rational.Zero, (sum, validator) => sum + validator.Stake);

    /// <summary>The services that yield something and have no stake behind them: anybody corrupts them for nothing.
    /// </summary>
    public IEnumerable<int> FreeServices() => Enumerable.Range(0, Services.Count)
        .Where(s => Services[s].Profit.Sign > 0 && _stakeBehind[s].Sign == 0);

    /// <summary>What a coalition corrupts, yields and loses; services without profit are left out.</summary>
    /// <param name="coalition">Indexes of validators, each once.</param>
    public RestakingAttack AttackOf(IEnumerable<int> coalition)
    {
        int[] members = [.. coalition.Order()];
        Dictionary<int, Rational> reached = [];
        Rational cost = default;
        foreach (int v in members)
        {
            cost += Validators[v].Stake;
            foreach (int s in ServicesOf(v)) reached[s] = reached.GetValueOrDefault(s) + Validators[v].Stake;
        }

        int[] corrupted = [.. Enumerable.Range(0, Services.Count).Where(s =>
            Services[s].Profit.Sign > 0 && reached.GetValueOrDefault(s) >= Quorum(s))];
        Rational profit = corrupted.Aggregate(Rational.Zero, (sum, s) => sum + Services[s].Profit);
        return new RestakingAttack(
            [.. corrupted.Select(s => Services[s].Id)], [.. members.Select(v => Validators[v].Id)], profit, cost);
    }

    /// <summary>Checks and indexes.</summary>
    /// <exception cref="InvalidInputException">A field is out of range, an id appears twice or is unknown; the
    /// message names it.</exception>
    public static RestakingGraph Create(
        IReadOnlyList<RestakingService> services, IReadOnlyList<RestakingValidator> validators)
    {
        Dictionary<string, int> index = new(services.Count);
        for (int s = 0; s < services.Count; s++) CheckService(services[s], s, index);

        HashSet<string> names = new(validators.Count);
        int[] start = new int[validators.Count + 1];
        List<int> of = new(validators.Count);
        for (int v = 0; v < validators.Count; v++)
        {
            RestakingValidator validator = validators[v];
            Require.That(names.Add(validator.Id), $"validators[{v}].id", validator.Id, "an id that appears once");
            Require.That(validator.Stake.Sign >= 0, $"validators[{v}].stake", validator.Stake, "at least 0");
            AddEdges(validator, v, index, of);
            start[v + 1] = of.Count;
        }

        return new RestakingGraph(services, validators, start, [.. of]);
    }

    private static void CheckService(RestakingService service, int s, Dictionary<string, int> index)
    {
        Require.That(index.TryAdd(service.Id, s), $"services[{s}].id", service.Id, "an id that appears once");
        Require.That(service.Profit.Sign >= 0, $"services[{s}].profit", service.Profit, "at least 0");
        Require.That(service.Alpha.Sign > 0 && service.Alpha <= Rational.One, $"services[{s}].alpha",
            service.Alpha, "a fraction above 0, at most 1");
    }

    private static void AddEdges(RestakingValidator validator, int v, Dictionary<string, int> index, List<int> of)
    {
        int first = of.Count;
        for (int i = 0; i < validator.Services.Count; i++)
        {
            if (!index.TryGetValue(validator.Services[i], out int s))
            {
                throw new InvalidInputException(
                    $"validators[{v}].services[{i}]", validator.Services[i], "the id of a service");
            }

            of.Add(s);
        }

        of.Sort(first, of.Count - first, null);
        for (int i = first + 1; i < of.Count; i++)
        {
            if (of[i] != of[i - 1]) continue;
            throw new InvalidInputException(
                $"validators[{v}].services", "a list with a repetition", "each service once");
        }
    }
}
