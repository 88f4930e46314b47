using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.CI;

namespace Nuke.Common.Execution;

/// <summary>NUKE's own steps between "the build is created" and "the first target runs", in the order of their priorities.</summary>
static class BuiltInExtensions
{
    public static IEnumerable<IBuildExtension> For(NukeBuild build)
    {
        yield return new ArgumentsFromParametersFile { Build = build, Priority = 150 };
        yield return new InjectParameterValues { Build = build, Priority = 100 };
        yield return new HandleShellCompletion { Build = build, Priority = 75 };
        yield return new GenerateBuildServerConfigurations { Build = build, Priority = 50 };
        yield return new HandlePlanRequests { Build = build, Priority = 10 };
        yield return new HandleHelpRequests { Build = build, Priority = 5 };
        yield return new InjectNonParameterValues { Build = build, Priority = -100 };
        yield return new EventInvoker { Build = build, Priority = float.MinValue };
    }

    abstract class Step : IBuildExtension
    {
        public NukeBuild Build { get; init; }
        public float Priority { get; init; }
    }

    sealed class ArgumentsFromParametersFile : Step, IOnBuildCreated
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
        {
            var directory = Path.Combine(NukeBuild.RootDirectory, ".nuke");
            if (Directory.Exists(directory))
                ParameterService.Files = new ParametersFiles(Build.GetType(), directory, NukeBuild.LoadedLocalProfiles);
        }
    }

    sealed class InjectParameterValues : Step, IOnBuildCreated
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
            => Injector.Inject(Build, x => x.Injection.GetType() == typeof(ParameterAttribute));
    }

    sealed class HandleShellCompletion : Step, IOnBuildCreated
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
        {
            if (NukeBuild.BuildProjectFile != null)
                SchemaFile.Update(Build);
            if (ParameterService.GetParameter<bool>("shell-completion"))
                Environment.Exit(0);
        }
    }

    // Local builds don't write changed files by themselves here: that costs a second process at each start.
    sealed class GenerateBuildServerConfigurations : Step, IOnBuildCreated
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
        {
            if (ParameterService.GetParameter<string>("generate-configuration") is not { } id)
                return;

            var generators = Build.GetType().GetCustomAttributes<ConfigurationAttributeBase>().Where(x => x.Id == id).ToList();
            Assert.True(generators.Count == 1, $"{generators.Count} configurations have the id '{id}'");
            generators[0].Build = Build;
            generators[0].Generate(executableTargets);
            Environment.Exit(0);
        }
    }

    sealed class HandlePlanRequests : Step, IOnBuildInitialized
    {
        public void OnBuildInitialized(
            IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
        {
            if (!Build.Plan)
                return;

            Host.Information($"Execution plan: {PlanPage.Write(executableTargets, executionPlan)}");
            Environment.Exit(0);
        }
    }

    sealed class HandleHelpRequests : Step, IOnBuildInitialized
    {
        public void OnBuildInitialized(
            IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
        {
            if (!Build.Help && executionPlan.Count > 0)
                return;

            Host.Debug(HelpText.OfTargets(executableTargets));
            Host.Debug(HelpText.OfParameters(Build.GetType(), executableTargets));
            Environment.Exit(0);
        }
    }

    sealed class InjectNonParameterValues : Step, IOnBuildInitialized
    {
        public void OnBuildInitialized(
            IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
        {
            var allOnDemand = Build.GetType().IsDefined(typeof(OnDemandValueInjectionAttribute), inherit: true);
            Injector.Inject(Build, x => x.Injection.GetType() != typeof(ParameterAttribute) && IsDue(x, allOnDemand, executionPlan));
        }

        static bool IsDue(InjectedMember injected, bool allOnDemand, IReadOnlyCollection<ExecutableTarget> executionPlan)
        {
            if (!allOnDemand && !injected.Member.IsDefined(typeof(OnDemandAttribute), inherit: true))
                return true;
            if (injected.Member.IsDefined(typeof(RequiredAttribute), inherit: true))
                return false;

            return executionPlan
                .SelectMany(x => x.DelegateRequirements)
                .Any(x => x is not Expression<Func<bool>> && x.GetMember().Equals(injected.Member));
        }
    }

    /// <summary>Calls the On… methods of the build class.</summary>
    sealed class EventInvoker : Step,
        IOnBuildCreated, IOnBuildInitialized, IOnTargetRunning, IOnTargetSkipped, IOnTargetSucceeded, IOnTargetFailed, IOnBuildFinished
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) => Build.OnBuildCreated();

        public void OnBuildInitialized(
            IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
            => Build.OnBuildInitialized();

        public void OnTargetRunning(ExecutableTarget target) => Build.OnTargetRunning(target.Name);
        public void OnTargetSkipped(ExecutableTarget target) => Build.OnTargetSkipped(target.Name);
        public void OnTargetSucceeded(ExecutableTarget target) => Build.OnTargetSucceeded(target.Name);
        public void OnTargetFailed(ExecutableTarget target) => Build.OnTargetFailed(target.Name);
        public void OnBuildFinished() => Build.OnBuildFinished();
    }
}
